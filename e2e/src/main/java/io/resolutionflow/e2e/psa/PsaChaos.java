package io.resolutionflow.e2e.psa;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.chaos.ChaosRun;
import io.resolutionflow.e2e.psa.LinkedSessions.Linked;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * {@code rf chaos psa}: notes for the tickets of a hostile simulator, posted again and again by
 * their engineers while processes of psa-writeback-service are killed at random. The simulator's
 * ledger says afterwards what is really in the tickets (contract-psa §14).
 */
public final class PsaChaos implements ChaosRun {

    private static final String SERVICE = "psa-writeback-service";

    /** Each may have ten connections, and a demo account has one already. */
    private static final List<String> ACCOUNTS = List.of("acme.test", "globex.test");

    private static final int MOST_CONNECTIONS = 8;
    private static final int MINUTES = 60;
    private static final int DECIDED_AT_ONCE = 8;

    /** What is in doubt is settled within the quiet period and two looks behind it. */
    private static final int ENOUGH_TO_SETTLE = 6;

    private static final Duration SETTLING = Duration.ofMinutes(4);

    @Override
    public String name() {
        return "psa";
    }

    @Override
    public String about() {
        return "notes through a simulator with its whole menu of faults, under kill -9 of"
                + " psa-writeback-service: none doubled, none lost (notes 10000, kills 40,"
                + " storms 30, clients 48, processes 2, minutes 60)";
    }

    @Override
    public void run(Chaos chaos) throws Exception {
        int wanted = chaos.settings().number("notes", 10_000);
        int processes = chaos.settings().number("processes", 2);
        var desk = new HostileDesk(chaos.stack().variable("RF_TEST_PSA_SIMULATOR_ADMIN_URL"));
        List<Msp> msps = ACCOUNTS.stream().map(name -> new Msp(chaos.stack(), name)).toList();
        chaos.report().fact("notes", wanted);
        chaos.stack().scale(SERVICE, processes);
        try (Connection database = chaos.stack().database()) {
            for (Msp msp : msps) {
                msp.connect(Math.min(MOST_CONNECTIONS, wanted));
            }
            List<Linked> sessions = sessions(database, desk, msps, wanted);
            chaos.report()
                    .fact("tickets with a fault of their own", trouble(chaos, desk, sessions));
            post(chaos, desk, msps, sessions);
            judge(chaos, desk, msps, new Verdict(database, sessions));
        } finally {
            desk.peace();
            msps.forEach(Msp::disconnect);
            chaos.stack().scale(SERVICE, 1);
        }
    }

    private static List<Linked> sessions(
            Connection database, HostileDesk desk, List<Msp> msps, int wanted) throws SQLException {
        var sessions = new ArrayList<Linked>();
        for (int n = 0; n < msps.size(); n++) {
            int share = (wanted + n) / msps.size();
            sessions.addAll(LinkedSessions.fill(database, msps.get(n), desk.tickets(share)));
        }
        return List.copyOf(sessions);
    }

    private static int trouble(Chaos chaos, HostileDesk desk, List<Linked> sessions) {
        RandomGenerator random = chaos.random().split();
        String elsewhere = desk.tickets(1).getFirst();
        int troubled = 0;
        for (int n = 0; n < sessions.size(); n++) {
            String ticket = sessions.get(n).ticket();
            var dish = Trouble.serve(new Trouble.Table(isForCustomer(n), elsewhere), random);
            dish.forEach(trouble -> desk.trouble(ticket, trouble));
            troubled += dish.isEmpty() ? 0 : 1;
        }
        return troubled;
    }

    private static boolean isForCustomer(int n) {
        return n % 2 == 0;
    }

    private static void post(Chaos chaos, HostileDesk desk, List<Msp> msps, List<Linked> sessions)
            throws InterruptedException {
        int kills = chaos.settings().number("kills", 40);
        int storms = chaos.settings().number("storms", 30);
        int processes = chaos.settings().number("processes", 2);
        Instant end =
                Instant.now().plus(Duration.ofMinutes(chaos.settings().number("minutes", MINUTES)));
        var progress = new Progress(sessions.size());
        var weather = new Weather(chaos.stack(), desk, msps, progress, end);
        RandomGenerator forKills = chaos.random().split();
        RandomGenerator forStorms = chaos.random().split();
        List<String> names =
                IntStream.rangeClosed(1, processes)
                        .mapToObj(n -> n == 1 ? SERVICE : SERVICE + "-" + n)
                        .toList();
        Thread killer = Thread.ofVirtual().start(() -> weather.kill(kills, names, forKills));
        Thread clouds = Thread.ofVirtual().start(() -> weather.storms(storms, forStorms));
        Thread administrator = Thread.ofVirtual().start(weather::administer);
        var poster =
                new StubbornPoster(
                        new Semaphore(chaos.settings().number("clients", 48), true), end);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < sessions.size(); n++) {
                Linked session = sessions.get(n);
                String visibility = isForCustomer(n) ? "customer" : "internal";
                threads.execute(() -> progress.ended(poster.post(session, visibility)));
            }
        }
        progress.over();
        killer.join();
        clouds.join();
        weather.mend();
        administrator.join();
        chaos.report().figure("posting took", progress.seconds(), "s");
        chaos.report().fact("kills", progress.kills());
        chaos.report().fact("connections found paused and tested", progress.pauses());
        chaos.report().fact("as the engineers saw it", progress.outcomes());
    }

    private static void judge(Chaos chaos, HostileDesk desk, List<Msp> msps, Verdict verdict)
            throws SQLException {
        desk.peace();
        boolean hasTime = chaos.settings().number("minutes", MINUTES) >= ENOUGH_TO_SETTLE;
        if (hasTime) {
            verdict.settles(Instant.now().plus(SETTLING));
        }
        verdict.tell(chaos.report(), desk.notes(), hasTime);
        verdict.tellTasks(chaos.report(), msps);
        if (hasTime) {
            decide(chaos, desk, msps, verdict);
        }
    }

    /** Half of the tasks are done: those notes are sent again, and are in their tickets once. */
    private static void decide(Chaos chaos, HostileDesk desk, List<Msp> msps, Verdict verdict)
            throws SQLException {
        var decided = new AtomicInteger();
        var done = new AtomicInteger();
        Map<UUID, Verdict.Row> rows = verdict.rows();
        var places = new Semaphore(DECIDED_AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Msp msp : msps) {
                for (UUID task : everyOther(msp, rows)) {
                    decided.incrementAndGet();
                    threads.execute(() -> {
                        places.acquireUninterruptibly();
                        if (msp.sendAgain(task).text("/state").equals("completed")) {
                            done.incrementAndGet();
                        }
                        places.release();
                    });
                }
            }
        }
        chaos.report()
                .check(
                        "what a person sends again is done",
                        done.get() == decided.get(),
                        done + " of " + decided);
        verdict.tell(chaos.report(), desk.notes(), true);
    }

    private static List<UUID> everyOther(Msp msp, Map<UUID, Verdict.Row> rows) {
        var ours = rows.values().stream().map(Verdict.Row::id).toList();
        var tasks = msp.waitingForPerson().stream().filter(ours::contains).toList();
        return IntStream.range(0, tasks.size())
                .filter(n -> n % 2 == 0)
                .mapToObj(tasks::get)
                .toList();
    }
}
