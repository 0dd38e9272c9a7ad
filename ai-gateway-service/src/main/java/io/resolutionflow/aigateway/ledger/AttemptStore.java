package io.resolutionflow.aigateway.ledger;

import static io.resolutionflow.aigateway.sql.Rows.utc;

import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.UsageQuality;
import io.resolutionflow.aigateway.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code ai_attempt}: one is committed before its first byte leaves. */
final class AttemptStore {

    private AttemptStore() {}

    /** The row of an attempt that is about to be made. */
    static Statement begun(UUID account, UUID request, int n, String kind, Candidate candidate) {
        return Statement.sql(
                        """
                        insert into ai_attempt (account_id, request_id, n, kind, endpoint, model, started_at, price_id)
                        values (:account, :request, :n, :kind, :endpoint, :model, clock_timestamp(), :price)
                        """)
                .param("account", account)
                .param("request", request)
                .param("n", n)
                .param("kind", kind)
                .param("endpoint", candidate.profile().endpoint())
                .param("model", candidate.profile().model())
                .param("price", candidate.price().id());
    }

    /** Closes whatever attempt is still running. */
    static Statement runningClosed(
            UUID account,
            UUID request,
            String outcome,
            String errorCode,
            @Nullable Integer httpStatus) {
        return Statement.sql(
                        """
                        update ai_attempt set outcome = :outcome, error_code = :error, http_status = :status, ended_at = clock_timestamp()
                         where account_id = :account and request_id = :request and outcome = 'running'
                        """)
                .param("account", account)
                .param("request", request)
                .param("outcome", outcome)
                .param("error", errorCode)
                .param("status", httpStatus);
    }

    /** One attempt with what it used. */
    static Statement ended(
            UUID account,
            UUID request,
            Metered used,
            String outcome,
            @Nullable String errorCode,
            boolean counts) {
        TokenCounts tokens = used.counts();
        return Statement.sql(
                        """
                        update ai_attempt
                           set outcome = :outcome, error_code = :error, first_event_at = :first, ended_at = coalesce(ended_at, clock_timestamp()),
                               fresh_input_tokens = :fresh, cache_read_tokens = :read, cache_write_5m_tokens = :write5m,
                               cache_write_1h_tokens = :write1h, visible_output_tokens = :visible, reasoning_tokens = :reasoning,
                               usage_quality = :quality, cost_micros = :cost, upstream_request_id = :upstream, counts = :counts
                         where account_id = :account and request_id = :request and n = :n
                        """)
                .param("account", account)
                .param("request", request)
                .param("n", used.attempt())
                .param("outcome", outcome)
                .param("error", errorCode)
                .param("first", utc(used.firstEventAt()))
                .param("fresh", tokens == null ? null : tokens.freshInput())
                .param("read", tokens == null ? null : tokens.cacheRead())
                .param("write5m", tokens == null ? null : tokens.cacheWrite5m())
                .param("write1h", tokens == null ? null : tokens.cacheWrite1h())
                .param("visible", tokens == null ? null : tokens.visibleOutput())
                .param("reasoning", tokens == null ? null : tokens.reasoning())
                .param(
                        "quality",
                        (tokens == null ? UsageQuality.UNKNOWN : used.quality()).wireName())
                .param("cost", used.costMicros())
                .param("upstream", used.upstreamRequestId())
                .param("counts", counts);
    }
}
