package io.resolutionflow.e2e.handoffs;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.chaos.ChaosRun;
import io.resolutionflow.e2e.handoffs.Door.Escalated;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/**
 * {@code rf chaos escalations}: escalations from all doors while services (each with its relay),
 * Kafka and PostgreSQL are killed at random. Clients repeat with the same key what got no answer.
 */
public final class EscalationStorm implements ChaosRun {

    private static final List<String> VICTIMS =
            List.of(
                    "handoff-service",
                    "session-service",
                    "l1-walk-service",
                    "psa-writeback-service",
                    "handoff-service",
                    "kafka",
                    "postgres");
    private static final int AT_ONCE = 4;
    private static final int PACE_MS = 250;
    private static final Duration SETTLED = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "escalations";
    }

    @Override
    public String about() {
        return "escalations from all doors under kill -9 of services, Kafka and PostgreSQL: none"
                + " lost, none doubled (escalations 400, kills 12)";
    }

    @Override
    public void run(Chaos chaos) throws Exception {
        int wanted = chaos.settings().number("escalations", 400);
        int kills = chaos.settings().number("kills", 12);
        var crowd = new Crowd(chaos.stack());
        crowd.make(1, 2);
        var run = UUID.randomUUID().toString();
        var made = new ConcurrentHashMap<Integer, Escalated>();
        var failures = ConcurrentHashMap.<String>newKeySet();
        var killed = new ConcurrentLinkedQueue<String>();
        var random = chaos.random().split();
        var killer =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                kill(chaos, random, kills, killed);
                            } catch (RuntimeException e) {
                                failures.add("not started again: " + e.getMessage());
                            }
                        });
        escalate(crowd, run, wanted, made, failures, killer);
        chaos.report().fact("killed", killed);
        chaos.report().fact("escalations", made.size());
        chaos.report()
                .check(
                        "every planned kill happened",
                        killed.size() == kills,
                        killed.size() + " kills");
        VICTIMS.stream().distinct().forEach(part -> mend(chaos, part));
        String first = failures.isEmpty() ? "" : failures.iterator().next();
        chaos.report()
                .check(
                        "every escalation was answered in the end",
                        failures.isEmpty(),
                        failures.size() + " were not " + first);
        check(chaos, crowd, run, made.values());
    }

    private static void escalate(
            Crowd crowd,
            String run,
            int wanted,
            Map<Integer, Escalated> made,
            Set<String> failures,
            Thread killer)
            throws InterruptedException {
        var people =
                new Door.People(
                        () -> crowd.person(Crowd.engineer(0, 0)), () -> crowd.person(Crowd.l1(0)));
        var places = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // at least as many as wanted, and somebody escalates as long as parts are killed
            for (int n = 0; n < wanted || killer.isAlive(); n++) {
                int number = n;
                Door door = Door.values()[n % Door.values().length];
                places.acquire();
                threads.execute(() -> {
                    try {
                        made.put(
                                number,
                                door.open(people, run + " " + number, Persistence.untilAnswered()));
                    } catch (RuntimeException e) {
                        failures.add(door + ": " + e.getMessage());
                    } finally {
                        places.release();
                    }
                });
                pause(PACE_MS);
            }
        }
    }

    /** In a random order, each victim once before any has its second turn. */
    private static void kill(
            Chaos chaos, RandomGenerator random, int kills, Collection<String> killed) {
        var turn = new ArrayList<String>();
        for (int n = 0; n < kills; n++) {
            if (turn.isEmpty()) {
                turn.addAll(VICTIMS);
            }
            String victim = turn.remove(random.nextInt(turn.size()));
            pause(random.nextInt(500, 4_000));
            System.out.println("  kill -9 " + victim);
            chaos.stack().kill(victim);
            killed.add(victim);
            pause(random.nextInt(200, 3_000));
            mend(chaos, victim);
        }
    }

    private static void mend(Chaos chaos, String part) {
        if (!chaos.stack().status(part).state().equals("up")) {
            chaos.stack().restart(part);
        }
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void check(
            Chaos chaos, Crowd crowd, String run, Collection<Escalated> escalated) {
        var wanted = new HashSet<String>();
        escalated.forEach(one -> wanted.add(one.handoffId()));
        boolean settled =
                Persistence.holdsWithin(
                        SETTLED,
                        () -> ids(chaos, run).containsAll(wanted) && unpublished(chaos) == 0);
        List<String> rows = ids(chaos, run);
        var report = chaos.report();
        report.check("all events were published and applied", settled, rows.size() + " rows");
        report.check(
                "0 lost",
                rows.containsAll(wanted) && wanted.size() == escalated.size(),
                wanted.size() + " answered");
        report.check(
                "0 doubled", rows.size() == escalated.size(), rows.size() + " hand-offs exist");
        report.check(
                "each has one transition, arrival, notice job and assessment",
                companions(chaos, run) == 0,
                companions(chaos, run) + " have not");
        report.check(
                "the queue equals the truth",
                queue(crowd, run).equals(wanted),
                queue(crowd, run).size() + " in the queue");
    }

    private static Set<String> queue(Crowd crowd, String run) {
        var ids = new HashSet<String>();
        // a colleague's queue, page by page
        for (int skip = 0; ; skip += 100) {
            var page =
                    crowd.person(Crowd.engineer(0, 1))
                            .get("/api/v1/ai-sessions/queue?limit=100&q=" + run + "&skip=" + skip)
                            .json();
            page.forEach(row -> ids.add(row.at("/handoff_id").asString("")));
            if (page.size() < 100) {
                return ids;
            }
        }
    }

    private static List<String> ids(Chaos chaos, String run) {
        return strings(
                chaos, "select id::text from handoff.handoff where reason like ?", run + "%");
    }

    private static int companions(Chaos chaos, String run) {
        return strings(
                        chaos,
                        """
                        select h.id::text from handoff.handoff h where h.reason like ?
                           and ((select count(*) from handoff.handoff_transition t where t.account_id = h.account_id and t.handoff_id = h.id) <> 1
                             or (select count(*) from handoff.stream_event e where e.account_id = h.account_id and e.handoff_id = h.id
                                    and e.event_type = 'handoff_created') <> 1
                             or (select count(*) from handoff.notification_job j where j.account_id = h.account_id and j.subject_id = h.id) <> 1
                             or (select count(*) from handoff.assessment_job a where a.account_id = h.account_id and a.handoff_id = h.id) <> 1)
                        """,
                        run + "%")
                .size();
    }

    private static int unpublished(Chaos chaos) {
        int waiting = 0;
        for (String schema : List.of("session", "l1", "handoff", "psa")) {
            waiting +=
                    strings(
                                    chaos,
                                    "select event_id::text from "
                                            + schema
                                            + ".outbox_event where published_at is null and ?::text is not null",
                                    "")
                            .size();
        }
        return waiting;
    }

    private static List<String> strings(Chaos chaos, String sql, String parameter) {
        try (var database = chaos.stack().database();
                var query = database.prepareStatement(sql)) {
            query.setString(1, parameter);
            var found = new ArrayList<String>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
