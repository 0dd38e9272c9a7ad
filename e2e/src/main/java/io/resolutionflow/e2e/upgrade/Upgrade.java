package io.resolutionflow.e2e.upgrade;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.chaos.ChaosRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * {@code rf chaos upgrade}: from the build before to this one and back while people work. The
 * schema is migrated first, then every service and the gateway run one process of each build side
 * by side, then this build alone, then the build before again. No request fails, no event is lost,
 * and what either build wrote the other reads.
 */
public final class Upgrade implements ChaosRun {

    @Override
    public String name() {
        return "upgrade";
    }

    @Override
    public String about() {
        return "the build before, side by side with this one, this one alone, and back, under a mixed"
                + " load (previous: a git reference or a folder of builds; people 6, pause-ms 200,"
                + " mixed-seconds 20)";
    }

    /** One that was started with the build before. */
    @Override
    public boolean hasSystemOfItsOwn() {
        return true;
    }

    @Override
    public void run(Chaos chaos) throws Exception {
        // read by the script, which builds it and starts the system with it
        chaos.settings().text("previous", "");
        var mixed = Duration.ofSeconds(chaos.settings().number("mixed-seconds", 20));
        Path state = Path.of(chaos.stack().variable("RF_STATE_DIR"));
        // rf laid it out when it started the system
        var before = new Build("the build before", state.resolve("applications"));
        var now =
                Build.laidOut(
                        "this build",
                        Path.of(chaos.stack().variable("RF_HOME")),
                        state.resolve("upgrade"),
                        Cluster.everything());
        chaos.report().fact("the build before", chaos.stack().variable("RF_PROGRAMS"));
        new RollOut(chaos)
                .run(
                        before,
                        chaos.stack().logs().resolve("upgrade"),
                        (cluster, readBack) -> {
                            Thread.sleep(mixed);
                            cluster.migrate(now);
                            Duration longest = oneOfEach(cluster, chaos, now);
                            chaos.report().fact("side by side", describe(cluster));
                            Thread.sleep(mixed);
                            longest = longer(longest, theOthers(cluster, chaos, now));
                            readBack.by("this build");
                            Thread.sleep(mixed);
                            for (Workload workload : RollingRestart.inAnyOrder(cluster, chaos)) {
                                longest = longer(longest, cluster.roll(workload, before));
                            }
                            Thread.sleep(mixed);
                            return longest;
                        });
    }

    private static Duration oneOfEach(Cluster cluster, Chaos chaos, Build build) throws Exception {
        var longest = Duration.ZERO;
        for (Workload workload : RollingRestart.inAnyOrder(cluster, chaos)) {
            longest = longer(longest, workload.replace(Cluster.PROCESSES - 1, build));
        }
        return longest;
    }

    private static Duration theOthers(Cluster cluster, Chaos chaos, Build build) throws Exception {
        var longest = Duration.ZERO;
        for (Workload workload : RollingRestart.inAnyOrder(cluster, chaos)) {
            for (int number = 0; number < Cluster.PROCESSES - 1; number++) {
                longest = longer(longest, workload.replace(number, build));
            }
        }
        return longest;
    }

    private static List<String> describe(Cluster cluster) {
        return cluster.workloads().stream().map(Workload::toString).toList();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
