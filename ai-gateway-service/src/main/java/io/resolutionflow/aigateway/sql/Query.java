package io.resolutionflow.aigateway.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** A statement that gives rows, known once it has run. */
public final class Query<T> extends Statement {

    private final RowMapper<T> reader;
    private final Consumer<List<T>> known;
    private @Nullable List<T> rows;

    Query(
            String sql,
            Map<String, @Nullable Object> params,
            RowMapper<T> reader,
            Consumer<List<T>> known) {
        super(sql, params);
        this.reader = reader;
        this.known = known;
    }

    /**
     * @throws IllegalStateException when it has not run yet
     */
    public List<T> rows() {
        if (rows == null) {
            throw new IllegalStateException("not asked yet: " + text());
        }
        return rows;
    }

    /** The only row, or the first one. */
    public Optional<T> first() {
        return rows().stream().findFirst();
    }

    void read(ResultSet result) throws SQLException {
        var read = new ArrayList<T>();
        while (result.next()) {
            read.add(reader.mapRow(result, read.size()));
        }
        rows = List.copyOf(read);
        known.accept(rows);
    }
}
