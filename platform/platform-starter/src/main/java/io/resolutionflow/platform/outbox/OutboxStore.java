package io.resolutionflow.platform.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The relay's view of the outbox, across accounts, through the listed definer functions only
 * (docs/cross-tenant-queries.md).
 */
class OutboxStore {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    OutboxStore(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    record Due(
            UUID accountId,
            UUID eventId,
            int shard,
            long epoch,
            String topic,
            String type,
            String aggregateId,
            long aggregateSeq,
            String payload,
            @Nullable String traceparent,
            Instant occurredAt) {}

    record Backlog(long unpublished, double oldestSeconds) {}

    int lease(UUID owner, int max, Duration lease) {
        return inTransaction(() ->
                jdbc.sql("select outbox_lease(?, ?, ?)")
                        .params(owner, max, (int) lease.toMillis())
                        .query(Integer.class)
                        .single());
    }

    List<Due> due(UUID owner, int limit) {
        return inTransaction(() ->
                jdbc.sql("select * from outbox_due(?, ?)")
                        .params(owner, limit)
                        .query((row, n) ->
                                new Due(
                                        row.getObject("account_id", UUID.class),
                                        row.getObject("event_id", UUID.class),
                                        row.getInt("shard"),
                                        row.getLong("epoch"),
                                        row.getString("topic"),
                                        row.getString("type"),
                                        row.getString("aggregate_id"),
                                        row.getLong("aggregate_seq"),
                                        row.getString("payload"),
                                        row.getString("traceparent"),
                                        row.getTimestamp("occurred_at").toInstant()))
                        .list());
    }

    /**
     * Marks published events together; those of a shard whose lease was lost meanwhile stay due.
     * Nobody waits for the disk: marks that the database loses in a crash only let events go out
     * twice, as any crash between sending and marking does.
     *
     * @return how many were marked
     */
    int mark(UUID owner, List<Due> published) {
        return inTransaction(() ->
                jdbc.sql(
                                "select outbox_mark(?, ?, ?, ?, ?) from set_config('synchronous_commit', 'off', true)")
                        .params(
                                owner,
                                published.stream()
                                        .map(event -> (short) event.shard())
                                        .toArray(Short[]::new),
                                published.stream().map(Due::epoch).toArray(Long[]::new),
                                published.stream().map(Due::accountId).toArray(UUID[]::new),
                                published.stream().map(Due::eventId).toArray(UUID[]::new))
                        .query(Integer.class)
                        .single());
    }

    void release(UUID owner) {
        inTransaction(
                () -> jdbc.sql("select outbox_release(?)").params(owner).query().listOfRows());
    }

    /**
     * Wakes the relays that listen; in a transaction that writes nothing, so nothing is flushed.
     */
    void announce(String channel, String process) {
        inTransaction(() ->
                jdbc.sql("select pg_notify(?, ?)").params(channel, process).query().listOfRows());
    }

    Backlog backlog() {
        return inTransaction(() ->
                jdbc.sql("select * from outbox_backlog()")
                        .query((row, n) ->
                                new Backlog(
                                        row.getLong("unpublished"),
                                        row.getDouble("oldest_seconds")))
                        .single());
    }

    private <T> T inTransaction(java.util.function.Supplier<T> work) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
