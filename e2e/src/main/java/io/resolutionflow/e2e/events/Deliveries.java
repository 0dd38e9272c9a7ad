package io.resolutionflow.e2e.events;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the consumers of the topic did with the events of one account; reads their inboxes. */
final class Deliveries {

    private static final List<String> SCHEMAS = List.of("handoff", "l1", "psa", "ai", "session");

    private final Connection database;
    private final UUID account;

    Deliveries(Connection database, UUID account) {
        this.database = database;
        this.account = account;
    }

    /** Events taken, by {@code schema.consumer}. */
    Map<String, Long> taken() throws SQLException {
        var taken = new LinkedHashMap<String, Long>();
        for (String schema : SCHEMAS) {
            query(
                    "select consumer, count(*) from "
                            + schema
                            + ".inbox where account_id = ? group by consumer order by consumer",
                    row -> taken.put(schema + "." + row.getString(1), row.getLong(2)));
        }
        return taken;
    }

    /** Rows of a kind over all consumers, e.g. {@code inbox_parked}. */
    long rows(String table) throws SQLException {
        var counts = new ArrayList<Long>();
        for (String schema : SCHEMAS) {
            query(
                    "select count(*) from " + schema + "." + table + " where account_id = ?",
                    row -> counts.add(row.getLong(1)));
        }
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    long unpublished() throws SQLException {
        var counts = new ArrayList<Long>();
        query(
                "select count(*) from session.outbox_event where account_id = ? and published_at is null",
                row -> counts.add(row.getLong(1)));
        return counts.getFirst();
    }

    /** Events that some consumer took after a later one of the same aggregate. */
    long outOfOrder() throws SQLException {
        var counts = new ArrayList<Long>();
        for (String schema : SCHEMAS) {
            query(
                    "select count(*) from (select aggregate_seq, lag(aggregate_seq) over (partition by i.consumer, o.aggregate_id order by i.at) as before"
                            + " from "
                            + schema
                            + ".inbox i join session.outbox_event o on o.account_id = i.account_id and o.event_id = i.event_id"
                            + " where i.account_id = ?) taken where before > aggregate_seq",
                    row -> counts.add(row.getLong(1)));
        }
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /** When each event had been taken by all its consumers, in milliseconds since 1970. */
    Map<UUID, Long> takenByAll() throws SQLException {
        var last = new HashMap<UUID, Long>();
        for (String schema : SCHEMAS) {
            query(
                    "select event_id, extract(epoch from max(at)) * 1000 from "
                            + schema
                            + ".inbox where account_id = ? group by event_id",
                    row -> last.merge(row.getObject(1, UUID.class), row.getLong(2), Math::max));
        }
        return last;
    }

    /** Takes every trace of the account out again. */
    void remove() throws SQLException {
        for (String schema : SCHEMAS) {
            for (String table :
                    List.of(
                            "inbox",
                            "inbox_position",
                            "inbox_parked",
                            "outbox_event",
                            "aggregate_sequence")) {
                try (var statement =
                        database.prepareStatement(
                                "delete from " + schema + "." + table + " where account_id = ?")) {
                    statement.setObject(1, account);
                    statement.executeUpdate();
                }
            }
        }
    }

    private interface Row {
        void read(java.sql.ResultSet row) throws SQLException;
    }

    private void query(String sql, Row row) throws SQLException {
        try (var statement = database.prepareStatement(sql)) {
            statement.setObject(1, account);
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    row.read(result);
                }
            }
        }
    }
}
