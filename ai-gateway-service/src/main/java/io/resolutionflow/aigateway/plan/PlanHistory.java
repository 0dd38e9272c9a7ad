package io.resolutionflow.aigateway.plan;

import static io.resolutionflow.aigateway.sql.Rows.instant;
import static io.resolutionflow.aigateway.sql.Rows.uuidOrNull;

import io.resolutionflow.platform.identity.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What each version of a plan allowed, and who made it. Global, append-only. */
@Repository
class PlanHistory {

    private final JdbcClient jdbc;

    PlanHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param by null for what was there before versions were kept
     */
    record Version(
            long version,
            Limits limits,
            @Nullable UUID by,
            @Nullable String byName,
            @Nullable String actingAs,
            Instant at) {}

    /** Keeps the plan's present version, unless it is kept already. */
    void keep(String code, @Nullable Caller by) {
        jdbc.sql(
                        """
                        insert into plan_version (code, version, daily_calls, monthly_calls, monthly_tokens, monthly_cost_micros, monthly_tree_builds,
                                                  requests_per_minute, max_in_flight, max_tier, changed_by, changed_by_name, acting_as)
                        select code, version, daily_calls, monthly_calls, monthly_tokens, monthly_cost_micros, monthly_tree_builds,
                               requests_per_minute, max_in_flight, max_tier, :by::uuid, :name, :as
                          from plan where code = :code
                        on conflict (code, version) do nothing
                        """)
                .param("code", code)
                .param("by", by == null ? null : by.userId())
                .param("name", by == null ? null : by.name())
                .param("as", by == null ? null : by.actingAs())
                .update();
    }

    /** That version, or the oldest kept one, and all after it. */
    List<Version> since(String code, long version) {
        return jdbc.sql(
                        """
                        select * from plan_version where code = :code and version >= :version order by version
                        """)
                .param("code", code)
                .param("version", version)
                .query(PlanHistory::version)
                .list();
    }

    private static Version version(ResultSet row, int n) throws SQLException {
        return new Version(
                row.getLong("version"),
                Plans.limits(row),
                uuidOrNull(row, "changed_by"),
                row.getString("changed_by_name"),
                row.getString("acting_as"),
                instant(row, "changed_at"));
    }
}
