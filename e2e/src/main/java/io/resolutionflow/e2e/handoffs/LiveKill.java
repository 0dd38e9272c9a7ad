package io.resolutionflow.e2e.handoffs;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.chaos.ChaosRun;

/** {@code rf chaos live}: one of two replicas is killed while 1,000 readers listen. */
public final class LiveKill implements ChaosRun {

    @Override
    public String name() {
        return "live";
    }

    @Override
    public String about() {
        return "live streams over two replicas, one killed in the middle: every arrival exactly once"
                + " (accounts 10, users 20, streams 5, escalations 500, rate 120 a minute)";
    }

    @Override
    public void run(Chaos chaos) throws Exception {
        new LiveCrowd(chaos.stack(), chaos.report(), chaos.settings()).run(true);
    }
}
