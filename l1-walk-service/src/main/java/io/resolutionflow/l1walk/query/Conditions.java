package io.resolutionflow.l1walk.query;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The condition of a list, grown by the filters that are given. It is made of the service's own
 * words; values only ever become parameters.
 */
public final class Conditions {

    private final StringBuilder sql;
    private final Map<String, Object> params = new HashMap<>();

    /**
     * @param first holds for every row of the list
     */
    public Conditions(String first) {
        sql = new StringBuilder(first);
    }

    /** Nothing when the value is not given. */
    public Conditions and(@Nullable Object value, String condition, String param) {
        if (value != null) {
            sql.append(" and ").append(condition);
            params.put(param, value);
        }
        return this;
    }

    /** From the first time on, and before the second. */
    public Conditions between(@Nullable Instant from, @Nullable Instant to, String column) {
        and(from == null ? null : Timestamp.from(from), column + " >= :from", "from");
        return and(to == null ? null : Timestamp.from(to), column + " < :to", "to");
    }

    /** A value that a condition names although it asks for nothing by it alone. */
    public Conditions with(String param, Object value) {
        params.put(param, value);
        return this;
    }

    /** The words anywhere in a text, for {@code ilike}. */
    public static @Nullable String anywhere(@Nullable String words) {
        return words == null
                ? null
                : "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    public String sql() {
        return sql.toString();
    }

    public Map<String, Object> params() {
        return Collections.unmodifiableMap(params);
    }
}
