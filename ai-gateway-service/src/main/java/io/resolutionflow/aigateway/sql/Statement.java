package io.resolutionflow.aigateway.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** A statement with named parameters and a text that never varies. */
public class Statement {

    private final String sql;
    private final Map<String, @Nullable Object> params;

    Statement(String sql, Map<String, @Nullable Object> params) {
        this.sql = sql;
        this.params = params;
    }

    public static Statement sql(String text) {
        return new Statement(text, new HashMap<>());
    }

    public Statement param(String name, @Nullable Object value) {
        params.put(name, value);
        return this;
    }

    public Statement params(Map<String, ? extends @Nullable Object> values) {
        params.putAll(values);
        return this;
    }

    /** The same, for its rows. */
    public <T> Query<T> reading(RowMapper<T> reader) {
        return new Query<>(sql, params, reader, rows -> {});
    }

    /**
     * @param known is told the rows when they have been read
     */
    public <T> Query<T> reading(RowMapper<T> reader, Consumer<List<T>> known) {
        return new Query<>(sql, params, reader, known);
    }

    String text() {
        return sql;
    }

    Map<String, @Nullable Object> params() {
        return params;
    }
}
