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

    /** False when there is one of this code already. */
    boolean insert(Plan plan) {
        return bind(
                                jdbc.sql(
                                        """
                                        insert into plan (code, name, daily_calls, monthly_calls, monthly_tokens, monthly_cost_micros, monthly_tree_builds,
                                                          requests_per_minute, max_in_flight, max_tier, warn_at_percent)
                                        values (:code, :name, :daily, :monthly, :tokens, :cost, :builds, :perMinute, :inFlight, :tier, :warn::integer[])
                                        on conflict (code) do nothing
                                        """),
                                plan)
                        .update()
                == 1;
    }

    /** False when the plan is of another version by now. */
    boolean replace(Plan plan) {
        return bind(
                                jdbc.sql(
                                        """
                                        update plan set name = :name, daily_calls = :daily, monthly_calls = :monthly, monthly_tokens = :tokens,
                                               monthly_cost_micros = :cost, monthly_tree_builds = :builds, requests_per_minute = :perMinute,
                                               max_in_flight = :inFlight, max_tier = :tier, warn_at_percent = :warn::integer[], archived = :archived,
                                               version = version + 1
                                         where code = :code and version = :version
                                        """),
                                plan)
                        .param("archived", plan.archived())
                        .param("version", plan.version())
                        .update()
                == 1;
    }

    private static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, Plan plan) {
        Limits limits = plan.limits();
        return statement
                .param("code", plan.code())
                .param("name", plan.name())
                .param("daily", limits.dailyCalls())
                .param("monthly", limits.monthlyCalls())
                .param("tokens", limits.monthlyTokens())
                .param("cost", limits.monthlyCostMicros())
                .param("builds", limits.monthlyTreeBuilds())
                .param("perMinute", limits.requestsPerMinute())
                .param("inFlight", limits.maxInFlight())
                .param("tier", limits.maxTier().wireName())
                .param("warn", plan.warnAtPercent().toArray(Integer[]::new));
    }

    private static Plan plan(ResultSet row, int n) throws SQLException {
        return plan(row, "version");
    }

    /**
     * @param version name of the version's column
     */
    static Plan plan(ResultSet row, String version) throws SQLException {
        return new Plan(
                row.getString("code"),
                row.getString("name"),
                limits(row),
                integers(row, "warn_at_percent"),
                row.getBoolean("archived"),
                row.getLong(version));
    }

    static Limits limits(ResultSet row) throws SQLException {
        return new Limits(
                longOrNull(row, "daily_calls"),
                longOrNull(row, "monthly_calls"),
                longOrNull(row, "monthly_tokens"),
                longOrNull(row, "monthly_cost_micros"),
                longOrNull(row, "monthly_tree_builds"),
                longOrNull(row, "requests_per_minute"),
                longOrNull(row, "max_in_flight"),
                Tier.valueOf(row.getString("max_tier").toUpperCase(Locale.ROOT)));
    }
}
