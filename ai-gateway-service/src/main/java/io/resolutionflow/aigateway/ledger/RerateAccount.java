package io.resolutionflow.aigateway.ledger;

import static io.resolutionflow.aigateway.sql.Rows.instant;
import static io.resolutionflow.aigateway.sql.Rows.instantOrNull;
import static io.resolutionflow.aigateway.sql.Rows.longOrNull;
import static io.resolutionflow.aigateway.sql.Rows.utc;
import static io.resolutionflow.aigateway.sql.Rows.uuid;

import io.resolutionflow.aigateway.pricing.Price;
import io.resolutionflow.aigateway.pricing.PriceTable;
import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.quota.Adjustments;
import io.resolutionflow.aigateway.quota.Adjustments.Adjustment;
import io.resolutionflow.aigateway.quota.Quotas;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * One account's attempts at one model, priced again with what is in force by now (contract-ai
 * §6.5). Settled rows stay as they are: the difference becomes an adjustment, and moves the running
 * month. Done twice, the second time finds no difference.
 */
@Service
public class RerateAccount {

    private final JdbcClient jdbc;
    private final PriceTable prices;
    private final Adjustments adjustments;
    private final Quotas quotas;

    RerateAccount(JdbcClient jdbc, PriceTable prices, Adjustments adjustments, Quotas quotas) {
        this.jdbc = jdbc;
        this.prices = prices;
        this.adjustments = adjustments;
        this.quotas = quotas;
    }

    public record Spec(String endpoint, String model, Instant from, Instant to) {}

    /** Requests whose cost changes are counted; the micros are of all of them. */
    public record Outcome(long requests, long oldMicros, long newMicros) {

        public static final Outcome NONE = new Outcome(0, 0, 0);

        public Outcome plus(Outcome other) {
            return new Outcome(
                    requests + other.requests,
                    oldMicros + other.oldMicros,
                    newMicros + other.newMicros);
        }
    }

    private record Attempt(
            UUID request,
            int n,
            Instant startedAt,
            TokenCounts counts,
            long cost,
            boolean counted,
            @Nullable Instant monthlyStart) {}

    /**
     * @param actor null for a look without effect: nothing is written then
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome rerate(UUID account, Spec spec, @Nullable UUID actor) {
        Outcome outcome = Outcome.NONE;
        Instant now =
                jdbc.sql("select now()").query(java.time.OffsetDateTime.class).single().toInstant();
        for (Attempt attempt : attempts(account, spec)) {
            Price price =
                    prices.inForce(spec.endpoint(), spec.model(), attempt.startedAt()).orElse(null);
            long cost = price == null ? attempt.cost() : price.cost(attempt.counts());
            boolean differs = cost != attempt.cost();
            outcome = outcome.plus(new Outcome(differs ? 1 : 0, attempt.cost(), cost));
            if (price != null && differs && actor != null) {
                write(account, attempt, price, cost - attempt.cost(), actor, now);
            }
        }
        return outcome;
    }

    private void write(
            UUID account, Attempt attempt, Price price, long delta, UUID actor, Instant now) {
        Instant month = attempt.monthlyStart();
        adjustments.record(
                account,
                new Adjustment(
                        attempt.request(),
                        attempt.n(),
                        "monthly",
                        month == null ? attempt.startedAt() : month,
                        "cost",
                        delta,
                        Adjustments.RERATE,
                        "priced again by price version " + price.id(),
                        actor,
                        price.id()));
        if (attempt.counted() && month != null) {
            quotas.correctCost(account, month, delta, now);
        }
    }

    private List<Attempt> attempts(UUID account, Spec spec) {
        return jdbc.sql(
                        """
                        select a.*, r.monthly_start,
                               a.cost_micros + coalesce((select sum(j.delta) from ledger_adjustment j
                                                          where j.account_id = a.account_id and j.request_id = a.request_id and j.n = a.n
                                                            and j.kind = 'rerate'), 0)::bigint as cost_now
                          from ai_attempt a join ai_request r on r.account_id = a.account_id and r.id = a.request_id
                         where a.account_id = :account and a.endpoint = :endpoint and a.model = :model
                           and a.started_at >= :from and a.started_at < :to and a.usage_quality <> 'unknown' and r.state <> 'held'
                         order by a.started_at, a.request_id, a.n
                        """)
                .param("account", account)
                .param("endpoint", spec.endpoint())
                .param("model", spec.model())
                .param("from", utc(spec.from()))
                .param("to", utc(spec.to()))
                .query(RerateAccount::attempt)
                .list();
    }

    private static Attempt attempt(ResultSet row, int n) throws SQLException {
        return new Attempt(
                uuid(row, "request_id"),
                row.getInt("n"),
                instant(row, "started_at"),
                counts(row),
                row.getLong("cost_now"),
                row.getBoolean("counts"),
                instantOrNull(row, "monthly_start"));
    }

    static TokenCounts counts(ResultSet row) throws SQLException {
        return new TokenCounts(
                row.getLong("fresh_input_tokens"),
                longOrNull(row, "cache_read_tokens"),
                longOrNull(row, "cache_write_5m_tokens"),
                longOrNull(row, "cache_write_1h_tokens"),
                row.getLong("visible_output_tokens"),
                longOrNull(row, "reasoning_tokens"));
    }
}
