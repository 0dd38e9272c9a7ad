package io.resolutionflow.e2e.handoffs;

import io.resolutionflow.e2e.bench.Bench;
import io.resolutionflow.e2e.bench.Benchmark;

/** {@code rf bench live}: how soon readers see an escalation, and what a stream costs. */
public final class LiveBenchmark implements Benchmark {

    @Override
    public String name() {
        return "live";
    }

    @Override
    public String about() {
        return "1,000 live streams over two replicas, 500 escalations from all doors"
                + " (accounts 10, users 20, streams 5, escalations 500, rate 120 a minute, of them warmup 80)";
    }

    @Override
    public void run(Bench bench) throws Exception {
        new LiveCrowd(bench.stack(), bench.report(), bench.settings()).run(false);
    }
}
