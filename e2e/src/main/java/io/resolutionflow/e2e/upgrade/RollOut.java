package io.resolutionflow.e2e.upgrade;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.psa.HostileDesk;
import io.resolutionflow.e2e.report.Report;
import io.resolutionflow.e2e.stack.Stack;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A roll-out under load, and what must hold behind it. */
final class RollOut {

    /** What the chart allows a process from the signal to its end. */
    private static final Duration LONGEST_END = Duration.ofSeconds(35);

    private static final int SHOWN = 20;

    /** What is done to the cluster while people work. */
    interface Steps {

        /**
         * @return the longest time a process took to end
         */
        Duration run(Cluster cluster, ReadBack readBack) throws Exception;
    }

    /** Looks in the midst of it whether all that was made so far can be read. */
    interface ReadBack {

        /**
         * @param whom the build that answers now
         */
        void by(String whom);
    }

    private final Chaos chaos;
    private final Stack stack;
    private final Report report;

    RollOut(Chaos chaos) {
        this.chaos = chaos;
        this.stack = chaos.stack();
        this.report = chaos.report();
    }

    void run(Build first, Path work, Steps steps) throws Exception {
        int people = chaos.settings().number("people", 6);
        var pause = Duration.ofMillis(chaos.settings().number("pause-ms", 200));
        var topology =
                Topology.read(
                        Path.of(stack.variable("RF_HOME"))
                                .resolve("helm/resolutionflow/files/topology.yaml"));
        var desk = new HostileDesk(stack.variable("RF_TEST_PSA_SIMULATOR_ADMIN_URL"));
        var made = new Made();
        report.fact("people at work", people);
        List<String> only =
                List.of(
                        chaos.settings()
                                .text("only", String.join(",", Cluster.everything()))
                                .split(","));
        try (var cluster = new Cluster(stack, work, only);
                Connection database = stack.database()) {
            cluster.start(first);
            report.fact("processes", cluster.workloads().size() * Cluster.PROCESSES);
            var caller = new Caller(cluster.door(), stack.gateway());
            Instant began = Instant.now();
            var load =
                    MixedLoad.start(
                            caller,
                            new DayWork(caller, desk, made),
                            people,
                            pause,
                            chaos.random().split());
            Duration longest;
            try (load) {
                longest =
                        steps.run(
                                cluster,
                                whom ->
                                        readable(
                                                caller,
                                                made,
                                                "everything made is read by " + whom));
            }
            report.fact("seconds under load", Duration.between(began, Instant.now()).toSeconds());
            judge(caller, load.board(), made, longest);
            notes(made, desk);
            readable(caller, made, "everything made can be read");
            new EventAudit(database, topology, began).tell(report);
        }
    }

    private void judge(Caller caller, LiveWatch board, Made made, Duration longest) {
        report.fact("requests", caller.requests());
        caller.latencies().report(report, "request");
        List<String> failures = caller.failures();
        failures.stream().limit(SHOWN).forEach(failure -> System.out.println("    " + failure));
        report.check(
                "no request failed",
                caller.requests() > 0 && failures.isEmpty(),
                failures.size() + " of " + caller.requests());
        var unseen = new TreeSet<>(made.handoffs());
        unseen.removeAll(board.handoffs());
        report.fact("connections of the live board", board.connections());
        report.fact("its tries without a stream", board.refused());
        report.check(
                "the live board missed no hand-off",
                !made.handoffs().isEmpty() && unseen.isEmpty(),
                unseen.size() + " of " + made.handoffs().size());
        report.check(
                "every process ended by itself in its time",
                longest.compareTo(LONGEST_END) <= 0,
                longest.toMillis() + " ms at most");
    }

    private void notes(Made made, HostileDesk desk) {
        Map<String, Integer> counts = desk.notes();
        Predicate<String> once = ticket -> counts.getOrDefault(ticket, 0) == 1;
        long wrong = made.noted().stream().filter(once.negate()).count();
        report.check(
                "every note stands in its ticket once",
                !made.noted().isEmpty() && wrong == 0,
                wrong + " of " + made.noted().size() + " not");
    }

    private void readable(Caller caller, Made made, String what) {
        var lost = new ArrayList<String>();
        List<Made.Readable> all = made.readable();
        for (Made.Readable one : all) {
            try {
                Answer answer = caller.get(one.who(), one.path());
                if (!answer.text("/status").equals(one.status())) {
                    lost.add(one.path() + " is " + answer.text("/status"));
                }
            } catch (Caller.Failed gone) {
                lost.add(one.path());
            }
        }
        lost.stream().limit(SHOWN).forEach(one -> System.out.println("    " + one));
        report.check(
                what, !all.isEmpty() && lost.isEmpty(), lost.size() + " of " + all.size() + " not");
    }
}
