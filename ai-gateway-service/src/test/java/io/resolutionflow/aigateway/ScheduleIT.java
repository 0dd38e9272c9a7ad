package io.resolutionflow.aigateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.aigateway.ledger.CheckLedger;
import io.resolutionflow.aigateway.ledger.Demand;
import io.resolutionflow.aigateway.ledger.Ending;
import io.resolutionflow.aigateway.ledger.ExpireHolds;
import io.resolutionflow.aigateway.ledger.Ledger;
import io.resolutionflow.aigateway.ledger.Metered;
import io.resolutionflow.aigateway.ledger.NewRequest;
import io.resolutionflow.aigateway.ledger.Opening;
import io.resolutionflow.aigateway.ledger.Settlement;
import io.resolutionflow.aigateway.plan.Entitlements;
import io.resolutionflow.aigateway.pricing.PriceTable;
import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.aigateway.provider.UsageQuality;
import io.resolutionflow.contracts.ai.AiTask.Tier;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.TenantRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Random schedules of reserve, settle, fail, cancel, crash, late answer and repeat at once (issue:
 * nothing overspent). The same at full size and with killed processes is {@code ./rf chaos quota}.
 */
class ScheduleIT extends LiveModelsUnderTest {

    private static final int ACCOUNTS = 5;
    private static final int SCHEDULES = 250;
    private static final int THREADS = 16;
    private static final long SEED = 20_261_121;

    @Autowired Ledger ledger;
    @Autowired Entitlements entitlements;
    @Autowired ExpireHolds expireHolds;
    @Autowired CheckLedger checkLedger;
    @Autowired PriceTable prices;
    @Autowired Ids ids;

    /** What the test itself saw being counted. */
    private static final class Seen {
        private final AtomicLong calls = new AtomicLong();
        private final AtomicLong tokens = new AtomicLong();
        private final AtomicLong micros = new AtomicLong();
        private final AtomicLong refused = new AtomicLong();
    }

    private final Map<UUID, Seen> seen = new ConcurrentHashMap<>();

    @Test
    void whatever_the_order_nothing_is_overspent_and_nothing_stays_reserved_KD_5()
            throws Exception {
        List<UUID> accounts = accounts();
        var random = new SplittableRandom(SEED);
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < SCHEDULES; i++) {
                UUID account = accounts.get(random.nextInt(ACCOUNTS));
                SplittableRandom own = random.split();
                running.add(
                        threads.submit(
                                () -> TenantContext.run(account, () -> schedule(account, own))));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        endLeases(accounts);

        for (UUID account : accounts) {
            Seen counted = seen.get(account);
            var rows = new TenantRows(account, jdbc, transaction);
            assertThat(
                            rows.count(
                                    "select count(*) from quota_window where calls_reserved + tokens_reserved + cost_reserved + tree_builds_reserved > 0"))
                    .as("leaked reservations")
                    .isZero();
            assertThat(rows.count("select calls_used from quota_window where period = 'monthly'"))
                    .isEqualTo(counted.calls.get());
            assertThat(rows.count("select tokens_used from quota_window where period = 'monthly'"))
                    .isEqualTo(counted.tokens.get());
            assertThat(rows.count("select cost_used from quota_window where period = 'monthly'"))
                    .isEqualTo(counted.micros.get());
            assertThat(
                            rows.count(
                                    "select count(*) from quota_window where calls_used > calls_limit or tokens_used > tokens_limit + tokens_excused"))
                    .as("overspent")
                    .isZero();
            assertThat(
                            TenantContext.call(
                                            account,
                                            () ->
                                                    transaction.execute(status ->
                                                            checkLedger.check(
                                                                    account,
                                                                    Instant.EPOCH,
                                                                    Instant.now()
                                                                            .plusSeconds(86_400))))
                                    .ok())
                    .isTrue();
        }
        assertThat(seen.values().stream().mapToLong(one -> one.refused.get()).sum())
                .as("limits were met at all")
                .isPositive();
    }

    /** Waiting for it closed a circle with who settles several calls of an account together. */
    @Test
    void a_renewal_waits_for_no_row_that_somebody_settles() throws Exception {
        UUID account = UUID.randomUUID();
        String path = "/api/v1/ai/admin/accounts/" + account;
        put(TestPerson.superAdmin(), path, "{\"plan_code\":\"enterprise\"}");
        NewRequest settling = opened(account, "settling");
        NewRequest living = opened(account, "living");
        UUID[] both = {settling.id(), living.id()};
        var rows = new TenantRows(account, jdbc, transaction);
        UUID owner =
                (UUID)
                        rows.list("select lease_owner from ai_request")
                                .getFirst()
                                .get("lease_owner");

        try (var elsewhere = Executors.newSingleThreadExecutor()) {
            Integer renewed =
                    rows.in(sql -> {
                        sql.sql("select id from ai_request where id = ? for update")
                                .param(settling.id())
                                .query(UUID.class)
                                .single();
                        return resultOf(elsewhere.submit(() -> renew(owner, both)));
                    });
            assertThat(renewed).isOne();
        }

        assertThat(renew(owner, both)).as("when it is free again").isEqualTo(2);
    }

    /** Account and plan; hold and windows, their rows; the same again when it is over (ADR 9). */
    @Test
    void a_call_takes_five_round_trips_to_the_database() {
        UUID account = UUID.randomUUID();
        put(
                TestPerson.superAdmin(),
                "/api/v1/ai/admin/accounts/" + account,
                "{\"plan_code\":\"enterprise\"}");
        Candidate candidate = candidate();
        // the first one makes the windows; before any the pool may look whether its connection
        // lives
        int fewest =
                IntStream.range(0, 6)
                        .map(i -> CountedTrips.of(() -> call(account, "trips-" + i, candidate)))
                        .min()
                        .orElseThrow();

        assertThat(fewest).isEqualTo(5);
    }

    private void call(UUID account, String key, Candidate candidate) {
        NewRequest request = opened(account, key, candidate);
        var used =
                new Metered(
                        1,
                        candidate,
                        TokenCounts.counted(10, 20),
                        UsageQuality.EXACT,
                        Instant.now(),
                        null);
        TenantContext.run(
                account, () -> assertThat(ledger.settle(request, settled(used))).isTrue());
    }

    private NewRequest opened(UUID account, String key) {
        return opened(account, key, candidate());
    }

    private NewRequest opened(UUID account, String key, Candidate candidate) {
        NewRequest request = request(account, key);
        Demand demand = Demand.of(1, 0, 10, 300, List.of(candidate));
        TenantContext.run(
                account,
                () -> ledger.open(request, entitlements.of(account), demand, candidate, true));
        return request;
    }

    private Integer renew(UUID owner, UUID[] requests) {
        return transaction.execute(status ->
                jdbc.sql("select renew_holds(?, ?::uuid[], 30000)")
                        .params(owner, requests)
                        .query(Integer.class)
                        .single());
    }

    private static <T> T resultOf(Future<T> running) {
        try {
            return running.get(5, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the renewal waits", e);
        }
    }

    private List<UUID> accounts() {
        var accounts = new ArrayList<UUID>();
        for (int i = 0; i < ACCOUNTS; i++) {
            UUID one = UUID.randomUUID();
            accounts.add(one);
            seen.put(one, new Seen());
            String path = "/api/v1/ai/admin/accounts/" + one;
            put(TestPerson.superAdmin(), path, "{\"plan_code\":\"enterprise\"}");
            // each account meets another limit first
            String metric =
                    List.of(
                                    "monthly_calls",
                                    "monthly_tokens",
                                    "monthly_cost_micros",
                                    "daily_calls",
                                    "monthly_calls")
                            .get(i);
            String value = List.of("20", "9000", "30000", "15", "25").get(i);
            put(
                    TestPerson.superAdmin(),
                    path + "/overrides/" + metric,
                    "{\"value\":" + value + ",\"reason\":\"schedule\"}");
        }
        return accounts;
    }

    private void schedule(UUID account, SplittableRandom random) {
        Candidate candidate = candidate();
        NewRequest request = request(account, "k" + random.nextInt(200));
        Demand demand =
                Demand.of(
                        1, 0, random.nextInt(1, 400), random.nextInt(300, 900), List.of(candidate));
        Opening opening = ledger.open(request, entitlements.of(account), demand, candidate, true);
        if (opening instanceof Opening.Refused) {
            seen.get(account).refused.incrementAndGet();
        }
        if (opening instanceof Opening.Opened) {
            end(account, request, candidate, random);
        }
    }

    private void end(
            UUID account, NewRequest request, Candidate candidate, SplittableRandom random) {
        var used =
                new Metered(
                        1,
                        candidate,
                        TokenCounts.counted(random.nextInt(1, 400), random.nextInt(1, 300)),
                        UsageQuality.EXACT,
                        Instant.now(),
                        null);
        switch (random.nextInt(10)) {
            case 0, 1 -> ledger.release(request, Ending.failed("server", 500, List.of(used)));
            case 2 -> ledger.release(request, Ending.cancelled(List.of()));
            case 3 -> {
                // a holder that dies: its hold comes back with its lease
            }
            case 4 -> {
                // a holder that sleeps past its lease and wakes
                over(account, request.id());
                ledger.expire(account, request.id());
                assertThat(ledger.settle(request, settled(used))).isFalse();
            }
            case 5 ->
                    count(
                            account,
                            used,
                            ledger.settle(request, Settlement.cancelled(used, List.of())));
            case 6 -> {
                count(account, used, ledger.settle(request, settled(used)));
                assertThat(ledger.settle(request, settled(used))).as("a second settle").isTrue();
            }
            default -> count(account, used, ledger.settle(request, settled(used)));
        }
    }

    private void count(UUID account, Metered used, boolean settled) {
        assertThat(settled).isTrue();
        Seen counted = seen.get(account);
        counted.calls.incrementAndGet();
        counted.tokens.addAndGet(used.counts() == null ? 0 : used.counts().total());
        counted.micros.addAndGet(used.costMicros() == null ? 0 : used.costMicros());
    }

    private static Settlement settled(Metered used) {
        return Settlement.succeeded(List.of(used), new byte[] {1}, List.of(80, 95));
    }

    /** As if its holder were another process, and dead: nobody renews the lease. */
    private void over(UUID account, UUID request) {
        transaction.executeWithoutResult(status ->
                jdbc.sql(
                                "update ai_request set lease_owner = gen_random_uuid(), lease_until = now() - interval '1 second' where account_id = :account and id = :id and state = 'held'")
                        .param("account", account)
                        .param("id", request)
                        .update());
    }

    private void endLeases(List<UUID> accounts) {
        for (UUID account : accounts) {
            new TenantRows(account, jdbc, transaction)
                    .in(sql ->
                            sql.sql(
                                            "update ai_request set lease_owner = gen_random_uuid(), lease_until = now() - interval '1 second' where state = 'held'")
                                    .update());
        }
        while (accounts.stream()
                        .mapToLong(account ->
                                new TenantRows(account, jdbc, transaction)
                                        .count(
                                                "select count(*) from ai_request where state = 'held'"))
                        .sum()
                > 0) {
            expireHolds.expire();
        }
    }

    private Candidate candidate() {
        var profile =
                new ModelProfile(
                        "oai-sim-ok",
                        "openai_compatible",
                        "sim-ok",
                        "S",
                        true,
                        false,
                        "native",
                        100_000,
                        16_000,
                        0,
                        0,
                        300,
                        0,
                        null);
        return new Candidate(
                profile, prices.inForce("oai-sim-ok", "sim-ok", Instant.now()).orElseThrow());
    }

    private NewRequest request(UUID account, String key) {
        return new NewRequest(
                ids.next(),
                account,
                "chat_message",
                "start",
                Tier.STANDARD,
                null,
                1,
                null,
                null,
                null,
                key,
                "hash",
                null,
                "trace");
    }
}
