package io.resolutionflow.e2e.handoffs;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.chaos.ChaosRun;
import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Person;
import io.resolutionflow.e2e.handoffs.Door.Escalated;
import io.resolutionflow.e2e.handoffs.Sinks.Told;
import io.resolutionflow.e2e.report.Latencies;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code rf chaos sinks}: mail server and webhook receivers are down for ten minutes while people
 * go on escalating. Afterwards everybody was told of everything once, and no request took longer
 * for it (contract-handoffs §7.2).
 */
public final class SinksDown implements ChaosRun {

    private static final String CHANNELS = "/api/v1/notifications/channels";
    private static final int TRIED_FOR_MINUTES = 13;

    /** The longest pause between two tries (contract-handoffs §7.2). */
    private static final int WAIT_MINUTES = 10;

    private static final int BEFORE = 40;
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final double SLACK_MS = 100;

    @Override
    public String name() {
        return "sinks";
    }

    @Override
    public String about() {
        return "mail server and webhook receivers down while people escalate: none untold, none"
                + " told twice, no request slowed (minutes 10, rate 30 a minute, lastwait 10 minutes)";
    }

    @Override
    public void run(Chaos chaos) throws Exception {
        int minutes = chaos.settings().number("minutes", 10);
        int rate = chaos.settings().number("rate", 30);
        int lastWait = chaos.settings().number("lastwait", WAIT_MINUTES);
        var sinks = new Sinks(chaos.stack());
        var desk = new Desk(chaos, "sinks " + UUID.randomUUID().toString().substring(0, 8));
        List<String> channels = List.of(desk.channel("webhook"), desk.channel("slack"));
        try {
            Latencies usual = desk.escalate(BEFORE, Duration.ofMinutes(1).dividedBy(rate));
            usual.report(chaos.report(), "an escalation, sinks up");
            sinks.down();
            Latencies meanwhile;
            try {
                meanwhile = desk.escalate(minutes * rate, Duration.ofMinutes(1).dividedBy(rate));
            } finally {
                sinks.up();
            }
            if (lastWait < WAIT_MINUTES) {
                sinks.waitAtMost(lastWait);
            }
            meanwhile.report(chaos.report(), "an escalation, sinks down");
            chaos.report()
                    .check(
                            "no request is slowed",
                            meanwhile.percentile(95) <= 2 * usual.percentile(95) + SLACK_MS,
                            "p95 %.0f ms, before %.0f ms"
                                    .formatted(meanwhile.percentile(95), usual.percentile(95)));
            desk.judge(sinks, Instant.now().plus(Duration.ofMinutes(TRIED_FOR_MINUTES)));
        } finally {
            channels.forEach(desk::forget);
        }
    }

    /** The people of one account, and what they escalated. */
    private static final class Desk {

        private final Chaos chaos;
        private final String run;
        private final Crowd people;
        private final Map<String, Escalated> made = new ConcurrentHashMap<>();
        private final Collection<String> failures = new ConcurrentLinkedQueue<>();
        private int number;

        Desk(Chaos chaos, String run) {
            this.chaos = chaos;
            this.run = run;
            this.people = new Crowd(chaos.stack());
        }

        private Person owner() {
            return people.person("owner@acme.test");
        }

        String channel(String type) {
            Answer created =
                    owner().post(
                                    CHANNELS,
                                    Map.of(
                                            "type",
                                            type,
                                            "name",
                                            run + " " + type,
                                            "url",
                                            chaos.stack().variable("RF_TEST_WEBHOOK_URL")
                                                    + "/"
                                                    + type
                                                    + "/"
                                                    + run.replace(' ', '-'),
                                            "events_enabled",
                                            List.of("session.escalated", "l1.session.escalated")));
            if (!created.is(201)) {
                throw new IllegalStateException("no channel: " + created.text());
            }
            return created.text("/id");
        }

        void forget(String channel) {
            owner().call("DELETE", CHANNELS + "/" + channel, null, Map.of());
        }

        /** One at a time would wait for a slow one: each starts when it is due. */
        Latencies escalate(int count, Duration every) {
            var latencies = new Latencies();
            var who =
                    new Door.People(
                            () -> people.person("eng1@acme.test"),
                            () -> people.person("l1@acme.test"));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int n = 0; n < count; n++) {
                    Door door = number % 2 == 0 ? Door.HANDOFF : Door.L1;
                    String reason = "%s-%05d".formatted(run, number++);
                    threads.execute(() -> {
                        long from = System.nanoTime();
                        try {
                            made.put(reason, door.open(who, reason, Persistence.once()));
                            latencies.add(System.nanoTime() - from);
                        } catch (RuntimeException e) {
                            failures.add(String.valueOf(e.getMessage()));
                        }
                    });
                    LockSupport.parkNanos(every.toNanos());
                }
            }
            System.out.println("  " + made.size() + " escalated");
            return latencies;
        }

        void judge(Sinks sinks, Instant end) throws SQLException {
            var report = chaos.report();
            report.check("every request succeeds", failures.isEmpty(), failures.size() + " failed");
            List<Told> told = await(sinks, end);
            var byHandoff = new TreeMap<String, List<Told>>();
            told.forEach(one ->
                    byHandoff.computeIfAbsent(one.handoff(), id -> new ArrayList<>()).add(one));
            report.fact("messages", told.size());
            report.check(
                    "every escalation is told by mail, webhook and Slack",
                    made.values().stream()
                            .allMatch(one ->
                                    Sinks.isWhole(
                                            byHandoff.getOrDefault(one.handoffId(), List.of()))),
                    made.size() + " escalations");
            report.check(
                    "nothing is lost",
                    told.stream().allMatch(Told::sent),
                    told.stream().filter(one -> !one.sent()).count() + " are not sent");
            Map<UUID, Integer> arrived = sinks.arrived();
            long missing =
                    told.stream()
                            .filter(one -> one.hasId() && !arrived.containsKey(one.id()))
                            .count();
            long twice = told.stream().filter(one -> arrived.getOrDefault(one.id(), 0) > 1).count();
            report.check("each mail and webhook arrived", missing == 0, missing + " did not");
            report.check("nothing is doubled", twice == 0, twice + " are");
            List<String> slack = sinks.slackTexts(run.replace(' ', '-'));
            long odd =
                    made.keySet().stream()
                            .filter(reason ->
                                    slack.stream().filter(text -> text.contains(reason)).count()
                                            != 1)
                            .count();
            report.check("Slack, which knows no ids, was told once", odd == 0, odd + " odd");
        }

        private List<Told> await(Sinks sinks, Instant end) throws SQLException {
            var ids = made.values().stream().map(Escalated::handoffId).toList();
            while (true) {
                List<Told> told = sinks.told(ids);
                long open = told.stream().filter(Told::open).count();
                boolean planned = told.stream().map(Told::handoff).distinct().count() == ids.size();
                if ((planned && open == 0) || Instant.now().isAfter(end)) {
                    return told;
                }
                System.out.println("  " + open + " of " + told.size() + " messages wait");
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
    }
}
