package io.resolutionflow.e2e.psa;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.chaos.ChaosRun;
import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Person;
import io.resolutionflow.e2e.psa.LinkedSessions.Linked;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * {@code rf chaos psa}: notes for the tickets of a hostile simulator, posted again and again by
 * their engineers while psa-writeback-service is killed at random. The simulator's ledger says
 * afterwards what is really in the tickets (contract-psa §14).
 */
public final class PsaChaos implements ChaosRun {

    private static final String SERVICE = "psa-writeback-service";
    private static final String PSA = "/api/v1/integrations/psa";
    private static final int MOST_CONNECTIONS = 8;
    private static final int AT_ONCE = 32;
    private static final int MINUTES = 60;

    /** What is in doubt is settled within the quiet period and two looks behind it. */
    private static final int ENOUGH_TO_SETTLE = 6;

    private static final Duration TOKEN_LASTS = Duration.ofMinutes(3);
    private static final List<String> ENDED =
            List.of("completed", "needs_person", "conflict", "given_up", "superseded", "cancelled");

    @Override
    public String name() {
        return "psa";
    }

    @Override
    public String about() {
        return "notes through a simulator with its whole menu of faults, under kill -9 of"
                + " psa-writeback-service: none doubled, none lost (notes 10000, kills 40,"
                + " minutes 60)";
    }

    @Override
    public void run(Chaos chaos) throws Exception {
        int wanted = chaos.settings().number("notes", 10_000);
        int kills = chaos.settings().number("kills", 40);
        int minutes = chaos.settings().number("minutes", MINUTES);
        chaos.report().fact("notes", wanted);
        var desk = new HostileDesk(chaos.stack().variable("RF_TEST_PSA_SIMULATOR_ADMIN_URL"));
        Person owner = chaos.stack().gateway().signIn("owner@acme.test");
        List<UUID> connections = connections(chaos, owner, Math.min(MOST_CONNECTIONS, wanted));
        try (Connection database = chaos.stack().database()) {
            List<String> tickets = desk.tickets(wanted);
            List<Linked> sessions =
                    LinkedSessions.fill(
                            database,
                            chaos.stack().gateway().signIn("eng1@acme.test"),
                            tickets,
                            connections);
            RandomGenerator random = chaos.random().split();
            int troubled = 0;
            for (String ticket : tickets) {
                var menu = HostileDesk.menu(random);
                menu.forEach(trouble -> desk.trouble(ticket, trouble));
                troubled += menu.isEmpty() ? 0 : 1;
            }
            chaos.report().fact("tickets with a fault", troubled);
            Instant began = Instant.now();
            var outcomes = post(chaos, sessions, kills, began.plus(Duration.ofMinutes(minutes)));
            chaos.report().figure("took", Duration.between(began, Instant.now()).toSeconds(), "s");
            chaos.report().fact("as the engineers saw it", outcomes);
            check(chaos, desk, database, sessions);
        } finally {
            desk.peace();
            owner = chaos.stack().gateway().signInAgain("owner@acme.test");
            for (UUID connection : connections) {
                owner.call(
                        "DELETE",
                        PSA + "/connections/" + connection + "?force=true",
                        null,
                        Map.of());
            }
        }
    }

    /** Each has a budget of its own, as those of many customers would. */
    private static List<UUID> connections(Chaos chaos, Person owner, int count) {
        var made = new ArrayList<UUID>();
        var boards = new HashMap<String, Object>();
        for (int n = 0; n < count; n++) {
            Answer created =
                    owner.post(
                            PSA + "/connections",
                            Map.of(
                                    "provider", "connectwise",
                                    "display_name", "Chaos " + UUID.randomUUID(),
                                    "base_url", chaos.stack().variable("RF_TEST_PSA_SIMULATOR_URL"),
                                    "config", Map.of("company_id", "acme"),
                                    "credentials",
                                            Map.of(
                                                    "public_key",
                                                    "rfpub",
                                                    "private_key",
                                                    "rfpriv")));
            if (!created.is(201)) {
                break;
            }
            made.add(UUID.fromString(created.text("/id")));
            boards.put(
                    created.text("/id"),
                    Map.of("1", Map.of("resolved_status_id", "16", "escalated_status_id", "17")));
        }
        if (made.isEmpty()) {
            throw new IllegalStateException("no connection to the simulator could be made");
        }
        owner.patch("/api/v1/accounts/me/preferences", Map.of("psa", Map.of("boards", boards)));
        return List.copyOf(made);
    }

    private static Map<String, Integer> post(
            Chaos chaos, List<Linked> sessions, int kills, Instant end)
            throws InterruptedException {
        var outcomes = new ConcurrentHashMap<String, Integer>();
        var done = new AtomicBoolean();
        Thread killer =
                Thread.ofVirtual()
                        .start(() -> kill(chaos, chaos.random().split(), kills, end, done));
        var poster = new StubbornPoster(renewed(chaos), new Semaphore(AT_ONCE), end);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < sessions.size(); n++) {
                Linked session = sessions.get(n);
                String visibility = n % 2 == 0 ? "customer" : "internal";
                threads.execute(
                        () -> outcomes.merge(poster.post(session, visibility), 1, Integer::sum));
            }
        }
        done.set(true);
        killer.join();
        mend(chaos);
        return new TreeMap<>(outcomes);
    }

    /** Tokens end sooner than the run. */
    private static java.util.function.Supplier<Person> renewed(Chaos chaos) {
        record Token(Person person, Instant until) {}
        var known = new AtomicReference<Token>();
        return () -> {
            Token token = known.get();
            if (token == null || token.until().isBefore(Instant.now())) {
                token =
                        new Token(
                                chaos.stack().gateway().signInAgain("eng1@acme.test"),
                                Instant.now().plus(TOKEN_LASTS));
                known.set(token);
            }
            return token.person();
        };
    }

    private static void kill(
            Chaos chaos, RandomGenerator random, int kills, Instant end, AtomicBoolean done) {
        for (int n = 0; n < kills && !done.get() && Instant.now().isBefore(end); n++) {
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(2_000, 15_000)).toNanos());
            if (done.get()) {
                return;
            }
            System.out.println("  kill -9 " + SERVICE);
            chaos.stack().kill(SERVICE);
            mend(chaos);
        }
    }

    private static void mend(Chaos chaos) {
        if (!chaos.stack().status(SERVICE).state().equals("up")) {
            chaos.stack().restart(SERVICE);
        }
    }

    private record Row(String state, String noteState, String visibility, int duplicates) {}

    private static void check(
            Chaos chaos, HostileDesk desk, Connection database, List<Linked> sessions)
            throws SQLException {
        Map<UUID, Row> rows = rows(database);
        int twice = 0;
        int lost = 0;
        int unsettled = 0;
        int unreported = 0;
        var states = new TreeMap<String, Integer>();
        String example = "";
        for (Linked session : sessions) {
            Row row = rows.get(session.id());
            var kept = desk.ledger(session.ticket());
            states.merge(row == null ? "none" : row.state(), 1, Integer::sum);
            if (kept.notes() > 1) {
                twice++;
                unreported += row != null && row.duplicates() > 0 ? 0 : 1;
                example = "ticket " + session.ticket();
            }
            if (row == null || (row.state().equals("completed") && kept.notes() != 1)) {
                lost += kept.notes() == 0 ? 1 : 0;
            }
            if (row == null || !ENDED.contains(row.state())) {
                unsettled++;
            }
        }
        chaos.report().fact("write-backs by state", states);
        chaos.report()
                .check("no note is in its ticket twice", twice == 0, twice + " are " + example);
        chaos.report()
                .check("no completed note is missing in its ticket", lost == 0, lost + " are");
        chaos.report().check("a copy is never hidden", unreported == 0, unreported + " are");
        if (chaos.settings().number("minutes", MINUTES) >= ENOUGH_TO_SETTLE) {
            chaos.report()
                    .check(
                            "each is in a final state or waits for a person, visibly",
                            unsettled == 0,
                            unsettled + " are not: " + states);
        } else {
            chaos.report().fact("still looked for", unsettled);
        }
    }

    private static Map<UUID, Row> rows(Connection database) throws SQLException {
        var rows = new HashMap<UUID, Row>();
        try (var statement = database.createStatement();
                var found =
                        statement.executeQuery(
                                "select session_id, state, note_state, visibility, duplicates from psa.writeback"
                                        + " where session_id is not null and kind = 'resolution_note' order by created_at")) {
            while (found.next()) {
                rows.put(
                        found.getObject(1, UUID.class),
                        new Row(
                                found.getString(2),
                                found.getString(3),
                                found.getString(4),
                                found.getInt(5)));
            }
        }
        return rows;
    }
}
