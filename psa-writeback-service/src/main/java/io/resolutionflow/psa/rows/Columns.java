package io.resolutionflow.psa.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Typed reading of result columns, and values as the driver takes them. */
public final class Columns {

    private final ResultSet row;

    public Columns(ResultSet row) {
        this.row = row;
    }

    public @Nullable UUID uuidOrNull(String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    public UUID uuid(String column) throws SQLException {
        return Objects.requireNonNull(uuidOrNull(column), column);
    }

    public @Nullable String textOrNull(String column) throws SQLException {
        return row.getString(column);
    }

    public String text(String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }

    public @Nullable Instant instantOrNull(String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    public Instant instant(String column) throws SQLException {
        return Objects.requireNonNull(instantOrNull(column), column);
    }

    public int number(String column) throws SQLException {
        return row.getInt(column);
    }

    public long bigNumber(String column) throws SQLException {
        return row.getLong(column);
    }

    public @Nullable Integer numberOrNull(String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    public @Nullable Long bigNumberOrNull(String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    public boolean flag(String column) throws SQLException {
        return row.getBoolean(column);
    }

    public byte @Nullable [] bytesOrNull(String column) throws SQLException {
        return row.getBytes(column);
    }

    public <E extends Enum<E>> E named(String column, Class<E> type) throws SQLException {
        return Enum.valueOf(type, text(column).toUpperCase(Locale.ROOT));
    }

    public <E extends Enum<E>> @Nullable E namedOrNull(String column, Class<E> type)
            throws SQLException {
        String name = textOrNull(column);
        return name == null ? null : Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    }

    /** An instant as a parameter. */
    public static @Nullable Timestamp at(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    /** An enum constant as stored and shown: lower case. */
    public static @Nullable String name(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
    }
}
