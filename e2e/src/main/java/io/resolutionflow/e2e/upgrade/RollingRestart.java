package io.resolutionflow.e2e.upgrade;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.chaos.ChaosRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * {@code rf chaos rolling}: every service and the gateway, two processes each, restarted one after
 * the other while people work. No request fails and no event is lost.
 */
public final class RollingRestart implements ChaosRun {

    @Override
    public String name() {
        return "rolling";
    }

    @Override
    public String about() {
        return "rolling restart of every service and the gateway with two processes each under a"
                + " mixed load (people 6, pause-ms 200, rounds 1, between-seconds 3)";
    }

    @Override
    public void run(Chaos chaos) throws Exception {
        int rounds = chaos.settings().number("rounds", 1);
        var between = Duration.ofSeconds(chaos.settings().number("between-seconds", 3));
        Path state = Path.of(chaos.stack().variable("RF_STATE_DIR"));
        var build = new Build("this build", state.resolve("applications"));
        new RollOut(chaos)
                .run(
                        build,
                        chaos.stack().logs().resolve("rolling"),
                        (cluster, readBack) -> {
                            Duration longest = Duration.ZERO;
                            Thread.sleep(between);
                            for (int round = 0; round < rounds; round++) {
                                for (Workload workload : inAnyOrder(cluster, chaos)) {
                                    Duration ended = cluster.roll(workload, build);
                                    longest = ended.compareTo(longest) > 0 ? ended : longest;
                                    chaos.report()
                                            .figure(
                                                    workload.service() + " ended within",
                                                    ended.toMillis(),
                                                    "ms");
                                    Thread.sleep(between);
                                }
                            }
                            return longest;
                        });
    }

    /** In a cluster all roll at once or in any order; none may have to go first. */
    static List<Workload> inAnyOrder(Cluster cluster, Chaos chaos) {
        var workloads = new ArrayList<>(cluster.workloads());
        Collections.shuffle(workloads, Random.from(chaos.random().split()));
        return workloads;
    }
}
