package io.resolutionflow.e2e.handoffs;

import io.resolutionflow.e2e.handoffs.LiveFeeds.Entry;
import io.resolutionflow.e2e.report.Latencies;
import io.resolutionflow.e2e.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds what readers saw against the feeds of their accounts. */
final class LiveVerdict {

    private static final Duration SETTLED = Duration.ofMinutes(2);
    private static final int TARGET_MS = 250;

    private final Report report;
    private final List<Subscriber> readers;
    private final Map<Integer, Map<Long, Entry>> feeds;
    private final Instant measuredFrom;

    /**
     * @param feeds arrivals of each account by their number
     * @param measuredFrom arrivals committed earlier are checked as all others, but not timed
     */
    LiveVerdict(
            Report report,
            List<Subscriber> readers,
            Map<Integer, Map<Long, Entry>> feeds,
            Instant measuredFrom) {
        this.report = report;
        this.readers = readers;
        this.feeds = feeds;
        this.measuredFrom = measuredFrom;
    }

    /**
     * @param made ids of the hand-offs that the doors answered
     * @param killed whether a process was killed in between
     */
    void judge(Set<String> made, boolean killed) {
        var inFeeds = new HashSet<String>();
        feeds.values().forEach(feed -> feed.values().forEach(one -> inFeeds.add(one.handoffId())));
        long rows = feeds.values().stream().mapToLong(Map::size).sum();
        report.check(
                "one arrival in the feeds for each escalation",
                rows == made.size() && inFeeds.equals(made),
                rows + " for " + made.size());
        boolean all = Persistence.holdsWithin(SETTLED, this::everybodySawAll);
        int connections = readers.stream().mapToInt(Subscriber::connections).sum();
        report.fact("connections over the run", connections);
        if (killed) {
            report.check(
                    "streams were cut, and came back",
                    connections >= readers.size() * 5 / 4,
                    connections + " connections of " + readers.size() + " readers");
        }
        report.check("every reader saw every arrival", all, readers.size() + " readers");
        var latencies = new Latencies();
        long wrong = readers.stream().mapToLong(reader -> wrong(reader, latencies)).sum();
        List<String> faults = readers.stream().flatMap(reader -> reader.faults().stream()).toList();
        report.check(
                "exactly once, in order, none of another account, no resync",
                faults.isEmpty() && wrong == 0,
                faults.size() + wrong + " faults " + (faults.isEmpty() ? "" : faults.getFirst()));
        report.fact("arrivals timed", latencies.count());
        report.figure("commit to received p50", latencies.percentile(50), "ms");
        report.figure("commit to received p95", latencies.percentile(95), "ms");
        if (killed) {
            report.figure("commit to received p99", latencies.percentile(99), "ms");
        } else {
            report.atMost(TARGET_MS, "commit to received p99", latencies.percentile(99), "ms");
        }
    }

    private boolean everybodySawAll() {
        return readers.stream()
                .allMatch(reader -> reader.arrivals().keySet().containsAll(feed(reader).keySet()));
    }

    /** Arrivals that are not what the feed of the reader's account has under that number. */
    private long wrong(Subscriber reader, Latencies latencies) {
        Map<Long, Entry> feed = feed(reader);
        long wrong = 0;
        for (var arrival : reader.arrivals().entrySet()) {
            Entry entry = feed.get(arrival.getKey());
            if (entry == null || !entry.handoffId().equals(arrival.getValue().handoffId())) {
                wrong++;
            } else if (!entry.committed().isBefore(measuredFrom)) {
                latencies.add(
                        Duration.between(entry.committed(), arrival.getValue().at()).toNanos());
            }
        }
        return wrong;
    }

    private Map<Long, Entry> feed(Subscriber reader) {
        return feeds.getOrDefault(reader.account(), Map.of());
    }
}
