package io.resolutionflow.psa.pacing;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.local.LocalBucket;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.psa.rows.Columns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The budget of a connection in the database, so that replicas share it: a Bucket4j bucket and the
 * calls under way, both under the lock of one row of the bound account.
 */
@Repository
class BudgetStore {

    private static final Duration BUSY = Duration.ofMillis(100);

    private final JdbcClient jdbc;
    private final Clock clock;

    BudgetStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param after null when the call may go out; else how long until it is worth asking again
     * @param asked true when the ticketing system asked to wait
     */
    record Answer(@Nullable Duration after, boolean asked) {}

    private record Row(byte @Nullable [] bucket, @Nullable Instant blockedUntil) {}

    /**
     * Takes one call out of the budget.
     *
     * @param hold how long the call can last at most
     */
    @Transactional
    Answer take(UUID connection, UUID slot, PacingSettings.Budget budget, Duration hold) {
        Instant now = clock.instant();
        Row row = lock(connection);
        if (row.blockedUntil() != null && row.blockedUntil().isAfter(now)) {
            return new Answer(Duration.between(now, row.blockedUntil()), true);
        }
        if (slotsInUse(connection, now) >= budget.parallel()) {
            return new Answer(BUSY, false);
        }
        LocalBucket bucket = bucket(row.bucket(), budget);
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            return new Answer(Duration.ofNanos(probe.getNanosToWaitForRefill()), false);
        }
        keep(connection, bucket);
        jdbc.sql(
                        """
                        insert into connection_slot (account_id, connection_id, id, until)
                        values (:account, :connection, :id, :until)
                        """)
                .param("account", TenantContext.required())
                .param("connection", connection)
                .param("id", slot)
                .param("until", Columns.at(now.plus(hold)))
                .update();
        return new Answer(null, false);
    }

    private Row lock(UUID connection) {
        jdbc.sql(
                        "insert into connection_budget (account_id, connection_id) values (:account, :connection) on conflict do nothing")
                .param("account", TenantContext.required())
                .param("connection", connection)
                .update();
        return jdbc.sql(
                        """
                        select bucket, blocked_until from connection_budget
                         where account_id = :account and connection_id = :connection for update
                        """)
                .param("account", TenantContext.required())
                .param("connection", connection)
                .query((row, n) -> {
                    var columns = new Columns(row);
                    return new Row(
                            columns.bytesOrNull("bucket"), columns.instantOrNull("blocked_until"));
                })
                .single();
    }

    private int slotsInUse(UUID connection, Instant now) {
        jdbc.sql(
                        "delete from connection_slot where account_id = :account and connection_id = :connection and until < :now")
                .param("account", TenantContext.required())
                .param("connection", connection)
                .param("now", Columns.at(now))
                .update();
        return jdbc.sql(
                        "select count(*) from connection_slot where account_id = :account and connection_id = :connection")
                .param("account", TenantContext.required())
                .param("connection", connection)
                .query(Integer.class)
                .single();
    }

    private static LocalBucket bucket(byte @Nullable [] kept, PacingSettings.Budget budget) {
        try {
            // milliseconds of the wall clock: what one process stored means the same to another
            return kept == null
                    ? Bucket.builder()
                            .addLimit(limit ->
                                    limit.capacity(budget.perMinute())
                                            .refillGreedy(
                                                    budget.perMinute(), Duration.ofMinutes(1)))
                            .withMillisecondPrecision()
                            .build()
                    : LocalBucket.fromBinarySnapshot(kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep(UUID connection, LocalBucket bucket) {
        try {
            jdbc.sql(
                            "update connection_budget set bucket = :bucket where account_id = :account and connection_id = :connection")
                    .param("account", TenantContext.required())
                    .param("connection", connection)
                    .param("bucket", Objects.requireNonNull(bucket.toBinarySnapshot()))
                    .update();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Transactional
    void giveBack(UUID connection, UUID slot) {
        jdbc.sql(
                        "delete from connection_slot where account_id = :account and connection_id = :connection and id = :id")
                .param("account", TenantContext.required())
                .param("connection", connection)
                .param("id", slot)
                .update();
    }

    /** Nobody calls until then. */
    @Transactional
    void block(UUID connection, Duration wait) {
        lock(connection);
        jdbc.sql(
                        """
                        update connection_budget set blocked_until = greatest(blocked_until, :until)
                         where account_id = :account and connection_id = :connection
                        """)
                .param("account", TenantContext.required())
                .param("connection", connection)
                .param("until", Columns.at(clock.instant().plus(wait)))
                .update();
    }
}
