package io.resolutionflow.aigateway.administration;

import static io.resolutionflow.aigateway.sql.Rows.instantOrNull;
import static io.resolutionflow.aigateway.sql.Rows.uuid;

import io.resolutionflow.platform.paging.PageQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far all accounts are through their plans (contract-ai §2.4): one definer function, figures
 * only.
 */
@Service
public class ListAccounts {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ListAccounts(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Used and reserved of each limit in percent, rounded down. */
    public record Percent(int daily, int monthly, int tokens, int cost, int treeBuilds) {}

    public record Row(
            UUID accountId,
            String plan,
            Percent percent,
            JsonNode overrides,
            @Nullable Instant lastUsedAt) {}

    /**
     * @param q prefix of an account's id, or a plan; null for all
     * @param over at least one metric at this percentage; null for all
     */
    @Transactional(readOnly = true)
    public List<Row> rows(@Nullable String q, @Nullable Integer over, PageQuery page) {
        var after = page.after();
        return jdbc.sql("select * from accounts_overview(:q, :over::integer, :after::uuid, :limit)")
                .param("q", q)
                .param("over", over)
                .param("after", after == null ? null : after.id())
                .param("limit", page.fetch())
                .query(this::row)
                .list();
    }

    private Row row(ResultSet row, int n) throws SQLException {
        return new Row(
                uuid(row, "account_id"),
                row.getString("plan_code"),
                new Percent(
                        row.getInt("daily"),
                        row.getInt("monthly"),
                        row.getInt("tokens"),
                        row.getInt("cost"),
                        row.getInt("tree_builds")),
                json.readTree(row.getString("overrides")),
                instantOrNull(row, "last_used_at"));
    }
}
