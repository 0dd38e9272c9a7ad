package io.resolutionflow.e2e.handoffs;

import io.resolutionflow.e2e.stack.Stack;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the crowd's accounts have in their feeds, as the database knows it. */
final class LiveFeeds {

    /**
     * An arrival by the database: which hand-off, and when it was committed. A server that does not
     * track commits knows only when the transaction began.
     */
    record Entry(String handoffId, Instant committed) {}

    private static final String CROWD = " account_id::text like 'd1000000-%' ";

    private final Stack stack;

    LiveFeeds(Stack stack) {
        this.stack = stack;
    }

    /** By the database's clock, which dates the feed. */
    Instant now() throws SQLException {
        try (var database = stack.database();
                var rows = database.createStatement().executeQuery("select now()")) {
            rows.next();
            return rows.getTimestamp(1).toInstant();
        }
    }

    /** Arrivals of one account since then, by their number in its feed. */
    Map<Long, Entry> arrivals(int account, Instant since) throws SQLException {
        try (var database = stack.database();
                var query =
                        database.prepareStatement(
                                """
                                select seq, handoff_id::text,
                                       coalesce(case when current_setting('track_commit_timestamp')::boolean
                                                     then pg_xact_commit_timestamp(xmin) end, created_at)
                                  from handoff.stream_event
                                 where account_id = ?::uuid and event_type = 'handoff_created' and created_at >= ? order by seq
                                """)) {
            query.setString(1, Crowd.account(account));
            query.setTimestamp(2, Timestamp.from(since));
            var feed = new LinkedHashMap<Long, Entry>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    feed.put(
                            rows.getLong(1),
                            new Entry(rows.getString(2), rows.getTimestamp(3).toInstant()));
                }
            }
            return feed;
        }
    }

    /** Arrivals of the whole crowd since then. */
    long count(Instant since) {
        try (var database = stack.database();
                var query =
                        database.prepareStatement(
                                "select count(*) from handoff.stream_event where"
                                        + CROWD
                                        + "and event_type = 'handoff_created' and created_at >= ?")) {
            query.setTimestamp(1, Timestamp.from(since));
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many of the crowd's streams each process holds. */
    Map<String, Integer> streams() throws SQLException {
        try (var database = stack.database();
                var rows =
                        database.createStatement()
                                .executeQuery(
                                        "select replica::text, count(*) from handoff.stream_connection where"
                                                + CROWD
                                                + "group by replica")) {
            var streams = new LinkedHashMap<String, Integer>();
            while (rows.next()) {
                streams.put(rows.getString(1), rows.getInt(2));
            }
            return streams;
        }
    }
}
