package io.resolutionflow.e2e.upgrade;

import io.resolutionflow.e2e.report.Report;
import io.resolutionflow.e2e.upgrade.Topology.Follow;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Whether every event written since a moment reached every consumer of its topic. */
final class EventAudit {

    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(3);

    private final Connection database;
    private final List<Follow> follows;
    private final Timestamp since;

    EventAudit(Connection database, Topology topology, Instant since) {
        this.database = database;
        this.follows = topology.follows();
        this.since = Timestamp.from(since);
    }

    void tell(Report report) throws SQLException, InterruptedException {
        long end = System.nanoTime() + SETTLED_WITHIN.toNanos();
        while (!missing().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(Duration.ofSeconds(1));
        }
        long written = 0;
        long unpublished = 0;
        for (String schema : schemas()) {
            written +=
                    count("select count(*) from " + schema + ".outbox_event where created_at >= ?");
            unpublished +=
                    count(
                            "select count(*) from "
                                    + schema
                                    + ".outbox_event where created_at >= ? and published_at is null");
        }
        report.fact("events written", written);
        report.check(
                "every event was published",
                written > 0 && unpublished == 0,
                unpublished + " of " + written + " not");
        Map<String, Long> missing = missing();
        report.check(
                "every consumer took every event of its topic",
                missing.isEmpty(),
                missing.isEmpty() ? follows.size() + " consumers" : missing.toString());
        long waiting = 0;
        for (String schema : schemas()) {
            waiting +=
                    count("select count(*) from " + schema + ".inbox_parked where parked_at >= ?");
            waiting += count("select count(*) from " + schema + ".inbox_dead_letter where at >= ?");
        }
        report.check("nothing waits and nothing was given up", waiting == 0, waiting + " events");
    }

    private Map<String, Long> missing() throws SQLException {
        var missing = new LinkedHashMap<String, Long>();
        for (Follow one : follows) {
            long count =
                    count(
                            "select count(*) from "
                                    + one.publisher()
                                    + ".outbox_event o where o.created_at >= ? and o.topic = '"
                                    + one.topic()
                                    + "' and not exists (select from "
                                    + one.follower()
                                    + ".inbox i where i.account_id = o.account_id and i.event_id = o.event_id"
                                    + " and i.consumer = '"
                                    + one.consumer()
                                    + "')");
            if (count > 0) {
                missing.put(one.follower() + "." + one.consumer(), count);
            }
        }
        return missing;
    }

    private TreeSet<String> schemas() {
        var schemas = new TreeSet<String>();
        follows.forEach(one -> {
            schemas.add(one.publisher());
            schemas.add(one.follower());
        });
        return schemas;
    }

    private long count(String sql) throws SQLException {
        try (var statement = database.prepareStatement(sql)) {
            statement.setTimestamp(1, since);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
