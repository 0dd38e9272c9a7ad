package io.resolutionflow.aigateway.ledger;

import static io.resolutionflow.aigateway.sql.Rows.instant;
import static io.resolutionflow.aigateway.sql.Rows.longOrNull;
import static io.resolutionflow.aigateway.sql.Rows.utc;
import static io.resolutionflow.aigateway.sql.Rows.uuid;
import static io.resolutionflow.aigateway.sql.Rows.uuidOrNull;

import io.resolutionflow.aigateway.ledger.UsageDetail.AdjustmentView;
import io.resolutionflow.aigateway.ledger.UsageDetail.AttemptView;
import io.resolutionflow.platform.paging.PageQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reading the ledger: rows, newest first, and one request with its attempts. */
@Service
public class UsageReports {

    private final JdbcClient jdbc;

    UsageReports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public List<UsageRow> rows(UsageFilter filter, PageQuery page) {
        var where = filter.where();
        var after = page.after();
        String keyset = after == null ? "" : " and (created_at, id) < (:afterAt, :afterId)";
        var statement =
                jdbc.sql(
                                "select * from ai_request where "
                                        + where.sql()
                                        + keyset
                                        + " order by created_at desc, id desc limit :limit offset :skip")
                        .params(where.parameters())
                        .param("limit", page.fetch())
                        .param("skip", page.skip());
        if (after != null) {
            statement = statement.param("afterAt", utc(after.at())).param("afterId", after.id());
        }
        return statement.query(UsageRow::of).list();
    }

    @Transactional(readOnly = true)
    public long count(UsageFilter filter) {
        var where = filter.where();
        return jdbc.sql("select count(*) from ai_request where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
    }

    /** Empty for a request of another account, as for none at all. */
    @Transactional(readOnly = true)
    public Optional<UsageDetail> find(UUID account, UUID request) {
        return jdbc.sql("select * from ai_request where account_id = :account and id = :id")
                .param("account", account)
                .param("id", request)
                .query(UsageRow::of)
                .optional()
                .map(row ->
                        new UsageDetail(
                                row, attempts(account, request), adjustments(account, request)));
    }

    private List<AttemptView> attempts(UUID account, UUID request) {
        return jdbc.sql(
                        """
                        select *, extract(epoch from first_event_at - started_at) * 1000 as first_ms,
                               extract(epoch from ended_at - started_at) * 1000 as took_ms
                          from ai_attempt where account_id = :account and request_id = :request order by n
                        """)
                .param("account", account)
                .param("request", request)
                .query(UsageReports::attempt)
                .list();
    }

    private List<AdjustmentView> adjustments(UUID account, UUID request) {
        return jdbc.sql(
                        "select * from ledger_adjustment where account_id = :account and request_id = :request order by created_at, id")
                .param("account", account)
                .param("request", request)
                .query((row, n) ->
                        new AdjustmentView(
                                uuid(row, "id"),
                                row.getString("kind"),
                                row.getString("metric"),
                                row.getLong("delta"),
                                row.getString("reason"),
                                uuidOrNull(row, "actor_id"),
                                instant(row, "created_at")))
                .list();
    }

    private static AttemptView attempt(ResultSet row, int n) throws SQLException {
        int status = row.getInt("http_status");
        return new AttemptView(
                row.getInt("n"),
                row.getString("kind"),
                row.getString("endpoint"),
                row.getString("model"),
                row.getString("outcome"),
                row.getString("error_code"),
                status == 0 ? null : status,
                instant(row, "started_at"),
                longOrNull(row, "first_ms"),
                longOrNull(row, "took_ms"),
                figures(row),
                row.getString("usage_quality"),
                longOrNull(row, "cost_micros"),
                uuid(row, "price_id"),
                row.getBoolean("counts"));
    }

    /** The contract's figures out of the six disjoint counts. */
    private static UsageRow.@Nullable Figures figures(ResultSet row) throws SQLException {
        if (row.getString("usage_quality").equals("unknown")) {
            return null;
        }
        Long cached = longOrNull(row, "cache_read_tokens");
        Long written5m = longOrNull(row, "cache_write_5m_tokens");
        Long written1h = longOrNull(row, "cache_write_1h_tokens");
        Long reasoning = longOrNull(row, "reasoning_tokens");
        Long written =
                written5m == null && written1h == null
                        ? null
                        : orZero(written5m) + orZero(written1h);
        return new UsageRow.Figures(
                row.getLong("fresh_input_tokens") + orZero(cached) + orZero(written),
                cached,
                written,
                row.getLong("visible_output_tokens") + orZero(reasoning),
                reasoning);
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
