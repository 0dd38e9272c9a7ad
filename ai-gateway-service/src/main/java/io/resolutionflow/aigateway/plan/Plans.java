package io.resolutionflow.aigateway.plan;

import static io.resolutionflow.aigateway.sql.Rows.integers;
import static io.resolutionflow.aigateway.sql.Rows.longOrNull;

import io.resolutionflow.contracts.ai.AiTask.Tier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The plan table. Global: it holds no tenant data. */
@Repository
public class Plans {

    private final JdbcClient jdbc;

    Plans(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public List<Plan> all() {
        return jdbc.sql("select * from plan order by monthly_calls nulls last, code")
                .query(Plans::plan)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Plan> find(String code) {
        return jdbc.sql("select * from plan where code = :code")
                .param("code", code)
                .query(Plans::plan)
                .optional();
    }

    private static Plan plan(ResultSet row, int n) throws SQLException {
        var limits =
                new Limits(
                        longOrNull(row, "daily_calls"),
                        longOrNull(row, "monthly_calls"),
                        longOrNull(row, "monthly_tokens"),
                        longOrNull(row, "monthly_cost_micros"),
                        longOrNull(row, "monthly_tree_builds"),
                        longOrNull(row, "requests_per_minute"),
                        longOrNull(row, "max_in_flight"),
                        Tier.valueOf(row.getString("max_tier").toUpperCase(Locale.ROOT)));
        return new Plan(
                row.getString("code"),
                row.getString("name"),
                limits,
                integers(row, "warn_at_percent"),
                row.getBoolean("archived"),
                row.getLong("version"));
    }
}
