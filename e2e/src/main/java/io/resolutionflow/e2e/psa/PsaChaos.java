package io.resolutionflow.e2e.psa;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.chaos.ChaosRun;
import io.resolutionflow.e2e.psa.LinkedSessions.Linked;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * {@code rf chaos psa}: notes for the tickets of two hostile simulators, posted again and again by
 * their engineers while processes of psa-writeback-service are killed at random. The simulators'
 * ledgers say afterwards what is really in the tickets (contract-psa §14).
 */
public final class PsaChaos implements ChaosRun {

    private static final String SERVICE = "psa-writeback-service";

    /** Each may have ten connections, and a demo account has one already. */
    private static final List<String> ACCOUNTS =
            List.of("acme.test", "globex.test", "initech.test");

    /** How many of an account's connections go where: what paces a run is what each may call. */
    private static final Map<Vendor, Integer> CONNECTIONS =
            Map.of(Vendor.CONNECTWISE, 6, Vendor.AUTOTASK, 3);

    private static final int MINUTES = 60;
    private static final int DECIDED_AT_ONCE = 8;
    private static final int OPEN_AT_ONCE = 300;

    /** What is in doubt is settled within the quiet period and two looks behind it. */
    private static final int ENOUGH_TO_SETTLE = 6;

    private static final Duration SETTLING = Duration.ofMinutes(4);

    @Override
    public String name() {
        return "psa";
    }

    @Override
    public String about() {
        return "notes through both simulators with their whole menu of faults, under kill -9 of"
                + " psa-writeback-service: none doubled, none lost (notes 10000, of them autotask"
                + " 800, kills 40, storms 30, open 300, clients 64, processes 2, minutes 60)";
    }

    @Override
    public void run(Chaos chaos) throws Exception {
        int wanted = chaos.settings().number("notes", 10_000);
        int processes = chaos.settings().number("processes", 2);
        var desks = new Desks(chaos.stack().variable("RF_TEST_PSA_SIMULATOR_ADMIN_URL"));
        List<Msp> msps = ACCOUNTS.stream().map(name -> new Msp(chaos.stack(), name)).toList();
        chaos.report().fact("notes", wanted);
        chaos.report().fact("their systems", shares(chaos, wanted));
        chaos.stack().scale(SERVICE, processes);
        try (Connection database = chaos.stack().database()) {
            Map<Vendor, Integer> shares = shares(chaos, wanted);
            for (Msp msp : msps) {
                for (Vendor vendor : Vendor.values()) {
                    int most = Objects.requireNonNull(CONNECTIONS.get(vendor));
                    int each = Objects.requireNonNull(shares.get(vendor));
                    if (each > 0) {
                        msp.connect(vendor, Math.min(most, each));
                    }
                }
            }
            List<Linked> sessions = sessions(database, desks, msps, shares);
            chaos.report()
                    .fact("tickets with a fault of their own", trouble(chaos, desks, sessions));
            post(chaos, desks, msps, sessions);
            judge(chaos, desks, msps, new Verdict(database, sessions));
        } finally {
            desks.peace();
            msps.forEach(Msp::disconnect);
            chaos.stack().scale(SERVICE, 1);
        }
    }

    private static Map<Vendor, Integer> shares(Chaos chaos, int wanted) {
        int autotask = chaos.settings().number("autotask", wanted * 2 / 25);
        return Map.of(Vendor.CONNECTWISE, wanted - autotask, Vendor.AUTOTASK, autotask);
    }

    /** Well mixed: no account and no ticketing system has its rush while the others wait. */
    private static List<Linked> sessions(
            Connection database, Desks desks, List<Msp> msps, Map<Vendor, Integer> shares)
            throws SQLException {
        var sessions = new ArrayList<Linked>();
        var places = new ArrayList<Double>();
        for (int n = 0; n < msps.size(); n++) {
            for (Vendor vendor : Vendor.values()) {
                int share = (Objects.requireNonNull(shares.get(vendor)) + n) / msps.size();
                List<String> tickets = desks.of(vendor).tickets(share);
                if (!tickets.isEmpty()) {
                    sessions.addAll(LinkedSessions.fill(database, msps.get(n), vendor, tickets));
                }
                IntStream.range(0, share).forEach(i -> places.add((i + 0.5) / share));
            }
        }
        return IntStream.range(0, sessions.size())
                .boxed()
                .sorted(Comparator.comparingDouble(places::get))
                .map(sessions::get)
                .toList();
    }

    private static int trouble(Chaos chaos, Desks desks, List<Linked> sessions) {
        RandomGenerator random = chaos.random().split();
        var elsewhere = new EnumMap<Vendor, String>(Vendor.class);
        for (Vendor vendor : Vendor.values()) {
            elsewhere.put(vendor, desks.of(vendor).tickets(1).getFirst());
        }
        int troubled = 0;
        for (int n = 0; n < sessions.size(); n++) {
            Linked session = sessions.get(n);
            HostileDesk desk = desks.of(session.vendor());
            var table =
                    new Trouble.Table(
                            session.vendor(),
                            isForCustomer(n),
                            Objects.requireNonNull(elsewhere.get(session.vendor())));
            var dish = Trouble.serve(table, random);
            dish.forEach(trouble -> desk.trouble(session.ticket(), trouble));
            troubled += dish.isEmpty() ? 0 : 1;
        }
        return troubled;
    }

    private static boolean isForCustomer(int n) {
        return n / 2 % 2 == 0;
    }

    private static void post(Chaos chaos, Desks desks, List<Msp> msps, List<Linked> sessions)
            throws InterruptedException {
        int kills = chaos.settings().number("kills", 40);
        int storms = chaos.settings().number("storms", 30);
        int processes = chaos.settings().number("processes", 2);
        Instant end =
                Instant.now().plus(Duration.ofMinutes(chaos.settings().number("minutes", MINUTES)));
        var progress = new Progress(sessions.size());
        var weather = new Weather(chaos.stack(), desks, msps, progress, end);
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
                        new Semaphore(chaos.settings().number("clients", 64), true),
                        end,
                        hasTimeToSettle(chaos));
        // whoever waits for another try keeps a place: else ten thousand ask all the time in vain
        var places = new Semaphore(chaos.settings().number("open", OPEN_AT_ONCE));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < sessions.size(); n++) {
                Linked session = sessions.get(n);
                String visibility = isForCustomer(n) ? "customer" : "internal";
                places.acquire();
                threads.execute(() -> {
                    try {
                        progress.ended(poster.post(session, visibility));
                    } finally {
                        places.release();
                    }
                });
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

    private static boolean hasTimeToSettle(Chaos chaos) {
        return chaos.settings().number("minutes", MINUTES) >= ENOUGH_TO_SETTLE;
    }

    private static void judge(Chaos chaos, Desks desks, List<Msp> msps, Verdict verdict)
            throws SQLException {
        desks.peace();
        boolean hasTime = hasTimeToSettle(chaos);
        if (hasTime) {
            verdict.settles(Instant.now().plus(SETTLING));
        }
        verdict.tell(chaos.report(), desks.notes(), hasTime);
        verdict.tellTasks(chaos.report(), msps);
        if (hasTime) {
            decide(chaos, desks, msps, verdict);
        }
    }

    /** Half of the tasks are done: those notes are sent again, and are in their tickets once. */
    private static void decide(Chaos chaos, Desks desks, List<Msp> msps, Verdict verdict)
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
        verdict.tell(chaos.report(), desks.notes(), true);
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
