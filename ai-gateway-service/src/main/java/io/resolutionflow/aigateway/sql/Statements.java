package io.resolutionflow.aigateway.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.stereotype.Component;

/**
 * Writes that go to the database together: in their order, in one round trip. The way there and
 * back is most of what a short statement costs.
 */
@Component
public class Statements {

    private record Prepared(ParsedSql parsed, String positional) {}

    private final JdbcTemplate jdbc;
    private final Map<String, Prepared> prepared = new ConcurrentHashMap<>();

    Statements(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A statement that gives no rows back, with named parameters and a text that never varies. */
    public static final class Statement {

        private final String sql;
        private final Map<String, @Nullable Object> params = new HashMap<>();

        private Statement(String sql) {
            this.sql = sql;
        }

        public Statement param(String name, @Nullable Object value) {
            params.put(name, value);
            return this;
        }
    }

    public static Statement sql(String text) {
        return new Statement(text);
    }

    /** At least one. */
    public void run(List<Statement> statements) {
        var sql = new StringJoiner(";\n");
        var values = new ArrayList<@Nullable Object>();
        for (Statement one : statements) {
            Prepared known = prepared.computeIfAbsent(one.sql, Statements::prepare);
            sql.add(known.positional());
            values.addAll(
                    Arrays.asList(
                            NamedParameterUtils.buildValueArray(
                                    known.parsed(), new MapSqlParameterSource(one.params), null)));
        }
        jdbc.update(sql.toString(), values.toArray());
    }

    private static Prepared prepare(String sql) {
        ParsedSql parsed = NamedParameterUtils.parseSqlStatement(sql);
        return new Prepared(parsed, NamedParameterUtils.substituteNamedParameters(parsed, null));
    }
}
