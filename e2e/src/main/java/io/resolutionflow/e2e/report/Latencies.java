package io.resolutionflow.e2e.report;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Durations of many calls, from many threads; percentiles by nearest rank, in milliseconds. */
public final class Latencies {

    private final ConcurrentLinkedQueue<Long> nanoseconds = new ConcurrentLinkedQueue<>();

    public void add(long nanos) {
        nanoseconds.add(nanos);
    }

    public int count() {
        return nanoseconds.size();
    }

    /**
     * @param percent above 0, up to 100
     * @return milliseconds; NaN when nothing was measured
     */
    public double percentile(double percent) {
        long[] sorted = nanoseconds.stream().mapToLong(Long::longValue).toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(0, rank - 1)] / 1e6;
    }

    /** Adds p50, p95 and p99 to a report. */
    public void report(Report report, String name) {
        report.figure(name + " p50", percentile(50), "ms");
        report.figure(name + " p95", percentile(95), "ms");
        report.figure(name + " p99", percentile(99), "ms");
    }
}
