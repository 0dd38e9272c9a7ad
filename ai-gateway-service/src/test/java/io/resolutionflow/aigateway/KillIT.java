package io.resolutionflow.aigateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.aigateway.ledger.CheckLedger;
import io.resolutionflow.aigateway.ledger.ExpireHolds;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.ServiceClient;
import io.resolutionflow.platform.testing.service.ServiceProcess;
import io.resolutionflow.platform.testing.service.TenantRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * A process of the service halts in the middle of a crowd of calls, at each named point of
 * contract-ai §6.6; this one cleans up behind it. Calls that succeed, are retried, fail and wait in
 * line for one hot account are under way at that moment; {@code ./rf chaos quota} does it as often
 * as it is told.
 */
class KillIT extends LiveModelsUnderTest {

    private static final int HOT = 12;
    private static final int OTHERS = 4;
    private static final long DIES = 60;

    /** What one call of the simulator's usual answer uses. */
    private static final int TOKENS = 150;

    @Autowired private ConfigurableEnvironment environment;
    @Autowired private ExpireHolds expireHolds;
    @Autowired private CheckLedger checkLedger;

    /** A call of the crowd, by its key. */
    private record Call(UUID account, String body) {}

    /** Processes that start while another one is being looked at: a start is most of the time. */
    private static final Map<String, ServiceProcess> STARTING = new ConcurrentHashMap<>();

    private final Map<String, Call> calls = new ConcurrentHashMap<>();
    private final Map<String, Answer> given = new ConcurrentHashMap<>();

    /** Where money is at stake; all eight with {@code RF_KILL_POINTS=all}. */
    static List<String> points() {
        return "all".equals(System.getenv("RF_KILL_POINTS"))
                ? List.of(
                        "ai.after-reserve",
                        "ai.after-attempt-row",
                        "ai.after-sending",
                        "ai.after-first-event",
                        "ai.after-last-event",
                        "ai.after-settle",
                        "ai.during-release",
                        "ai.during-group-commit")
                : List.of("ai.after-last-event", "ai.after-settle");
    }

    @ParameterizedTest
    @MethodSource("points")
    void whatever_a_killed_process_was_doing_nothing_settled_is_lost_and_nothing_stays_reserved(
            String point) throws Exception {
        UUID hot = accountThatUses("oai-sim-ok");
        UUID retried = accountThatUses("oai-sim-500-then-ok");
        UUID failing = accountThatUses("oai-sim-529");
        List<UUID> accounts = List.of(hot, retried, failing);
        SimulatedModels.forget();

        killed(point, hot, retried, failing);

        endLeases(accounts);
        accounts.forEach(this::assertNothingIsReservedAndAllAddsUp);
        assertEveryCallOfTheSimulatorHasItsRow(accounts);
        given.forEach(this::assertSettled);
        calls.forEach(this::assertAnsweredOnceHoweverOftenAsked);
        accounts.forEach(this::assertNothingIsReservedAndAllAddsUp);
        assertThat(number(hot, "select tokens_used from quota_window where period = 'monthly'"))
                .as("each call of the hot account was answered, and charged, once")
                .isEqualTo((long) HOT * TOKENS);
    }

    private void killed(String point, UUID hot, UUID retried, UUID failing) throws Exception {
        var crowd = new ArrayList<UUID>();
        for (int i = 0; i < HOT; i++) {
            crowd.add(hot);
        }
        for (int i = 0; i < OTHERS; i++) {
            crowd.add(retried);
            crowd.add(failing);
        }
        try (var victim = victim(point)) {
            startNextAfter(point);
            victim.awaitStarted();
            var client = new ServiceClient(victim.port(), json);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                crowd.forEach(one -> threads.execute(() -> call(client, one)));
            }
            assertThat(victim.ends(DIES)).as("it reached " + point).isTrue();
        }
    }

    private ServiceProcess victim(String point) {
        ServiceProcess starting = STARTING.remove(point);
        return starting != null ? starting : start(point);
    }

    private ServiceProcess start(String point) {
        return new ServiceProcess(
                AiGatewayApplication.class, environment, List.of(ManyModels.SOURCE), point);
    }

    /** Not one whose point its own reaper would reach before the crowd does. */
    private void startNextAfter(String point) {
        List<String> all = points();
        int next = all.indexOf(point) + 1;
        if (next < all.size() && !all.get(next).equals("ai.during-release")) {
            STARTING.computeIfAbsent(all.get(next), this::start);
        }
    }

    @AfterAll
    static void noProcessIsLeft() {
        STARTING.values().forEach(ServiceProcess::close);
        STARTING.clear();
    }

    private void call(ServiceClient client, UUID account) {
        String key = newKey();
        var call = new Call(account, body("chat_message", "\"offline\":\"never\""));
        calls.put(key, call);
        try {
            Answer answer = ask(client, key, call);
            if (answer.status() == 200) {
                given.put(key, answer);
            }
        } catch (RuntimeException died) {
            // before it answered: the same key is asked again below
        }
    }

    private Answer ask(ServiceClient client, String key, Call call) {
        var request =
                client.request(
                                TestPerson.engineer(call.account()).bearer(),
                                "/internal/v1/ai/completions")
                        .header("Idempotency-Key", key);
        return client.call("POST", request, call.body());
    }

    /** As if half a minute had passed: nobody renews what the dead process held. */
    private void endLeases(List<UUID> accounts) {
        for (UUID one : accounts) {
            rows(one)
                    .update(
                            "update ai_request set lease_owner = gen_random_uuid(), lease_until = now() - interval '1 second' where state = 'held'");
        }
        expireHolds.expire();
    }

    private void assertNothingIsReservedAndAllAddsUp(UUID one) {
        assertThat(number(one, "select count(*) from ai_request where state = 'held'")).isZero();
        assertThat(
                        number(
                                one,
                                "select coalesce(sum(calls_reserved + tokens_reserved + cost_reserved + tree_builds_reserved), 0) from quota_window"))
                .as("reserved")
                .isZero();
        var check =
                TenantContext.call(
                        one,
                        () ->
                                Objects.requireNonNull(
                                        transaction.execute(status ->
                                                checkLedger.check(
                                                        one,
                                                        Instant.EPOCH,
                                                        Instant.now().plusSeconds(86_400)))));
        assertThat(check.ok()).as("ledger and windows: %s", check).isTrue();
    }

    /** No call without a row; a row without a call only where the process died between the two. */
    private void assertEveryCallOfTheSimulatorHasItsRow(List<UUID> accounts) {
        for (String model : List.of("sim-ok", "sim-500-then-ok", "sim-529")) {
            long made = SimulatedModels.calls(model).size();
            long rows = attempts(accounts, model, "true");
            assertThat(rows).as("rows of " + model).isGreaterThanOrEqualTo(made);
            assertThat(made)
                    .as("calls of " + model)
                    .isGreaterThanOrEqualTo(attempts(accounts, model, "outcome <> 'expired'"));
        }
    }

    private long attempts(List<UUID> accounts, String model, String which) {
        return accounts.stream()
                .mapToLong(one ->
                        rows(one)
                                .count(
                                        "select count(*) from ai_attempt where model = ? and "
                                                + which,
                                        model))
                .sum();
    }

    private void assertSettled(String key, Answer answer) {
        assertThat(
                        rows(calls.get(key).account())
                                .count(
                                        "select count(*) from ai_request where id = ?::uuid and state = 'settled'",
                                        answer.text("request_id")))
                .as("an answer that a caller got is in the ledger")
                .isOne();
    }

    private void assertAnsweredOnceHoweverOftenAsked(String key, Call call) {
        TenantRows rows = rows(call.account());
        String settled =
                "select count(*) from ai_request where idempotency_key = ? and state = 'settled'";
        boolean before = rows.count(settled, key) == 1;
        Answer again =
                post(
                        TestPerson.engineer(call.account()),
                        "/internal/v1/ai/completions",
                        call.body(),
                        key);
        if (again.status() == 200) {
            assertThat(again.json().path("replayed").asBoolean()).isEqualTo(before);
            assertThat(rows.count(settled, key)).as("settled once").isOne();
        } else {
            assertThat(before).isFalse();
            assertThat(again.text("code")).isIn("ai_provider_error", "ai_unavailable");
        }
        Answer first = given.get(key);
        if (first != null) {
            assertThat(again.text("request_id")).isEqualTo(first.text("request_id"));
        }
    }

    /** With room for everything, and one model. */
    private UUID accountThatUses(String endpoint) {
        UUID one = UUID.randomUUID();
        String path = "/api/v1/ai/admin/accounts/" + one;
        put(
                TestPerson.superAdmin(),
                path,
                "{\"plan_code\":\"enterprise\",\"allowed_providers\":[\"" + endpoint + "\"]}");
        return one;
    }

    private long number(UUID one, String sql) {
        return rows(one).count(sql);
    }

    private TenantRows rows(UUID one) {
        return new TenantRows(one, jdbc, transaction);
    }
}
