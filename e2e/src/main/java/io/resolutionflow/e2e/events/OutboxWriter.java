package io.resolutionflow.e2e.events;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * One writer with a connection of its own. Its statements are those of the platform's outbox: the
 * sequence under the aggregate's row lock and the row in one transaction, the notification in one
 * that writes nothing. No service knows the type, so consumers take the event through their inbox
 * and leave it at that.
 */
final class OutboxWriter implements AutoCloseable {

    static final String SCHEMA = "session";
    private static final String TOPIC = "rf.session.events";
    private static final String TYPE = "session.relay_probe";
    private static final int SHARDS = 64;

    private final Connection connection;
    private final UUID account;
    private final PreparedStatement next;
    private final PreparedStatement insert;

    OutboxWriter(Connection connection, UUID account) throws SQLException {
        this.connection = connection;
        this.account = account;
        connection.setAutoCommit(false);
        next =
                connection.prepareStatement(
                        "insert into session.aggregate_sequence (account_id, aggregate_id, last_seq) values (?, ?, 1)"
                                + " on conflict (account_id, aggregate_id) do update set last_seq = aggregate_sequence.last_seq + 1"
                                + " returning last_seq");
        insert =
                connection.prepareStatement(
                        "insert into session.outbox_event (account_id, event_id, shard, topic, type, aggregate_id, aggregate_seq, payload, occurred_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp())");
    }

    /** A committed event. */
    record Written(UUID eventId, UUID aggregate, long committedAtMillis) {}

    Written write(UUID aggregate) throws SQLException {
        UUID event = UUID.randomUUID();
        next.setObject(1, account);
        next.setString(2, aggregate.toString());
        long seq;
        try (var row = next.executeQuery()) {
            row.next();
            seq = row.getLong(1);
        }
        insert.setObject(1, account);
        insert.setObject(2, event);
        insert.setInt(3, Math.floorMod((account + ":" + aggregate).hashCode(), SHARDS));
        insert.setString(4, TOPIC);
        insert.setString(5, TYPE);
        insert.setString(6, aggregate.toString());
        insert.setLong(7, seq);
        insert.setString(8, "{\"occurred_at\":\"" + Instant.now() + "\"}");
        insert.executeUpdate();
        connection.commit();
        var written = new Written(event, aggregate, System.currentTimeMillis());
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_notify('outbox_session', '')");
        }
        connection.commit();
        return written;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
