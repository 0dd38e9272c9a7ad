package io.resolutionflow.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.resolutionflow.platform.database.ServiceDatabase;
import io.resolutionflow.platform.outbox.RelayProcess;
import io.resolutionflow.platform.outbox.TopicNames;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.testing.parts.TestParts;
import io.resolutionflow.platform.testing.service.ServiceUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/**
 * Eight writers, two relay processes, kill -9 and SIGSTOP at random moments. {@code ./rf chaos
 * outbox} does the same to running services at full size.
 */
// a schema of its own: the relays of other contexts would take their share of the shards
@TestPropertySource(properties = {"rf.service.schema=relay", "rf.outbox.enabled=false"})
class RelayChaosIT extends ServiceUnderTest {

    private static final int WRITERS = 8;
    private static final int EVENTS_A_WRITER = 150;
    private static final int AGGREGATES = 40;
    private static final int KILLS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofSeconds(2);

    @Autowired private ToyApplication.Notes notes;
    @Autowired private TopicNames topics;
    @Autowired private MeterRegistry meters;

    private final List<UUID> aggregates =
            Stream.generate(UUID::randomUUID).limit(AGGREGATES).toList();

    @Test
    void nothing_is_lost_doubled_or_out_of_order_whatever_happens_to_the_relays() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        var relays = new ArrayList<>(List.of(relay(), relay()));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                writers.add(threads.submit(writer(random.split())));
            }
            for (int n = 0; n < KILLS; n++) {
                LockSupport.parkNanos(random.nextLong(300_000_000L, 1_200_000_000L));
                int victim = random.nextInt(2);
                relays.get(victim).awaitReady();
                relays.get(victim).kill();
                relays.set(victim, relay());
            }
            relays.getFirst().awaitReady();
            relays.getLast().awaitReady();
            relays.getFirst().signal("STOP");
            await().atMost(PATIENCE).until(() -> shardsOfOneOwner() == 64);
            relays.getFirst().signal("CONT");
            for (Future<Boolean> writer : writers) {
                writer.get();
            }
            // the woken one works again, with a share of its own
            await().atMost(PATIENCE).until(() -> shardsOfOneOwner() == 32);
            await().atMost(PATIENCE.multipliedBy(2))
                    .until(() -> count("select count(*) from effect") >= WRITERS * EVENTS_A_WRITER);
        } finally {
            relays.forEach(ForkedJvm::close);
        }
        check();
    }

    @Test
    void a_relay_whose_lease_went_to_another_marks_nothing() {
        UUID sleeper = UUID.randomUUID();
        UUID heir = UUID.randomUUID();
        TenantContext.call(account, () -> notes.write(aggregates.getFirst(), "fenced"));
        call("select outbox_lease(?, 64, 3000)", sleeper);
        Map<String, Object> due = due(sleeper);
        try {
            await().atMost(PATIENCE)
                    .until(() -> call("select outbox_lease(?, 64, 3000)", heir).equals(64));

            assertThat(mark(sleeper, due)).isEqualTo(0);
            call("select outbox_lease(?, 64, 3000)", heir);
            Map<String, Object> again = due(heir);
            assertThat(again.get("event_id")).isEqualTo(due.get("event_id"));
            assertThat((Long) again.get("epoch")).isGreaterThan((Long) due.get("epoch"));
            assertThat(mark(heir, again)).isEqualTo(1);
        } finally {
            transaction.executeWithoutResult(status ->
                    jdbc.sql("select outbox_release(?)").params(heir).query().listOfRows());
        }
    }

    private Object call(String sql, UUID owner) {
        return java.util.Objects.requireNonNull(
                transaction.execute(
                        status -> jdbc.sql(sql).params(owner).query(Integer.class).single()));
    }

    private Map<String, Object> due(UUID owner) {
        return java.util.Objects.requireNonNull(
                transaction.execute(status ->
                        jdbc
                                .sql("select * from outbox_due(?, 6400)")
                                .params(owner)
                                .query()
                                .listOfRows()
                                .stream()
                                .filter(row -> row.get("account_id").equals(account))
                                .findFirst()
                                .orElseThrow()));
    }

    private Object mark(UUID owner, Map<String, Object> event) {
        return java.util.Objects.requireNonNull(
                transaction.execute(status ->
                        jdbc.sql("select outbox_mark(?, ?, ?, ?, ?)")
                                .params(
                                        owner,
                                        new Short[] {((Number) event.get("shard")).shortValue()},
                                        new Long[] {(Long) event.get("epoch")},
                                        new UUID[] {(UUID) event.get("account_id")},
                                        new UUID[] {(UUID) event.get("event_id")})
                                .query(Integer.class)
                                .single()));
    }

    private void check() {
        assertThat(count("select count(*) from outbox_event")).isEqualTo(WRITERS * EVENTS_A_WRITER);
        assertThat(count("select count(*) from effect"))
                .as("once each")
                .isEqualTo(WRITERS * EVENTS_A_WRITER);
        assertThat(count("select count(*) from outbox_event where published_at is null")).isZero();
        assertThat(count("select count(*) from inbox_parked")).isZero();
        assertThat(count("select count(*) from inbox_dead_letter")).isZero();
        assertThat(meters.find("rf_inbox_events").tag("outcome", "parked").counter())
                .as("not even on the topic did an event overtake its predecessor")
                .isNull();
        var seen = new HashMap<String, Long>();
        for (Map<String, Object> row :
                inAccount(db ->
                        db.sql(
                                        """
                                        select o.aggregate_id, o.aggregate_seq from effect e
                                          join outbox_event o on (o.payload::jsonb ->> 'note_id')::uuid = e.id order by e.n
                                        """)
                                .query()
                                .listOfRows())) {
            String aggregate = String.valueOf(row.get("aggregate_id"));
            long seq = (Long) row.get("aggregate_seq");
            assertThat(seq).as(aggregate).isEqualTo(seen.getOrDefault(aggregate, 0L) + 1);
            seen.put(aggregate, seq);
        }
    }

    private Callable<Boolean> writer(SplittableRandom random) {
        return () -> {
            for (int n = 0; n < EVENTS_A_WRITER; n++) {
                UUID aggregate = aggregates.get(random.nextInt(AGGREGATES));
                String text = "n" + n;
                TenantContext.call(account, () -> notes.write(aggregate, text));
                LockSupport.parkNanos(random.nextLong(40_000_000L));
            }
            return true;
        };
    }

    @Test
    void a_crash_at_any_point_of_the_relay_loses_and_doubles_nothing() throws Exception {
        List<String> points =
                List.of(
                        "outbox.after-lease",
                        "outbox.after-send",
                        "outbox.before-mark",
                        "outbox.after-mark");
        for (String point : points) {
            TenantContext.call(
                    account, () -> notes.write(aggregates.getFirst(), point.substring(7)));
            try (ForkedJvm relay = relay("-Drf.crash-point=" + point)) {
                assertThat(relay.awaitExit(PATIENCE)).as(point).isEqualTo(137);
            }
        }
        try (ForkedJvm relay = relay()) {
            await().atMost(PATIENCE)
                    .until(() -> count("select count(*) from effect") == points.size());
            await().atMost(PATIENCE)
                    .until(() ->
                            count("select count(*) from outbox_event where published_at is null")
                                    == 0);
        }
        assertThat(count("select count(*) from effect")).isEqualTo(points.size());
        assertThat(count("select count(*) from inbox_parked")).isZero();
    }

    private ForkedJvm relay(String... options) {
        return ForkedJvm.start(
                RelayProcess.class,
                List.of(options),
                List.of(
                        TestParts.database(schema()),
                        ServiceDatabase.appRole(schema()),
                        TestParts.rolePassword(),
                        schema(),
                        TestParts.kafka(),
                        topics.prefix(),
                        String.valueOf(LEASE.toMillis())),
                Map.of(),
                "relay started");
    }

    /** The largest number of shards that one living relay holds. */
    private long shardsOfOneOwner() throws java.sql.SQLException {
        try (var database = TestParts.admin(TestParts.database(schema()));
                var statement = database.createStatement();
                var rows =
                        statement.executeQuery(
                                "select coalesce(max(n), 0) from (select count(*) n from "
                                        + schema()
                                        + ".outbox_shard where lease_until > now() group by owner) held")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
