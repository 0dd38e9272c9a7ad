package io.resolutionflow.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.e2e.Probe.Result;
import io.resolutionflow.e2e.client.LiveStream;
import io.resolutionflow.e2e.client.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Everything one account has is, to another account, byte for byte what does not exist. The routes
 * come from the running services; each is attacked in every way that applies to it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationIT {

    private static final int AT_ONCE = 6;
    private static final Pattern NEXT = Pattern.compile("[?&]cursor=([^&>]+)");
    private static final String FORGED_CLAIMS =
            "{\"account_id\":\"" + Victim.ACCOUNT + "\",\"realm_access\":{\"roles\":[\"owner\"]}}";

    private final Person stranger = RunningStack.GATEWAY.signIn("owner@globex.test");
    private final List<Operation> operations = OperationCatalogue.read();
    private List<Result> results = List.of();
    private Victim victim;

    @BeforeAll
    void attack() throws Exception {
        try (LiveStream open = stranger.openStream()) {
            victim = new Victim();
            var attacks = new ArrayList<Callable<Result>>();
            operations.forEach(operation -> attacks.addAll(attacks(operation)));
            long began = System.nanoTime();
            results = run(attacks);
            System.out.printf(
                    "%d attacks on %d operations in %d s%n",
                    attacks.size(),
                    operations.size(),
                    Duration.ofNanos(System.nanoTime() - began).toSeconds());
            assertThat(open.seen())
                    .allSatisfy(event ->
                            assertThat(victim.isToldIn(event.data().toString(), "")).isFalse());
        }
        Files.write(
                Path.of("target", "isolation-matrix.csv"),
                results.stream()
                        .map(one ->
                                one.operation().name()
                                        + ","
                                        + one.kind()
                                        + ","
                                        + (one.leak().isEmpty() ? "held" : "LEAK"))
                        .toList());
    }

    @Test
    void the_catalogue_is_not_empty_in_any_service() {
        assertThat(operations.stream().map(Operation::service).distinct()).hasSize(5);
    }

    @TestFactory
    Stream<DynamicTest> no_operation_tells_anything_of_another_account() {
        Map<Operation, List<Result>> byOperation =
                results.stream().collect(Collectors.groupingBy(Result::operation));
        return operations.stream()
                .filter(operation -> !operation.isLiveStream())
                .map(operation ->
                        DynamicTest.dynamicTest(
                                operation.name(),
                                () ->
                                        assertThat(byOperation.getOrDefault(operation, List.of()))
                                                .isNotEmpty()
                                                .allSatisfy(one ->
                                                        assertThat(one.leak())
                                                                .as(one.kind())
                                                                .isEmpty())));
    }

    @Test
    void each_route_that_names_a_thing_was_attacked_in_at_least_twelve_ways() {
        Map<String, Long> ways =
                results.stream()
                        .filter(one -> !one.operation().parameters().isEmpty())
                        .collect(
                                Collectors.groupingBy(
                                        one -> one.operation().name(),
                                        Collectors.mapping(
                                                Result::kind,
                                                Collectors.collectingAndThen(
                                                        Collectors.toSet(),
                                                        kinds -> (long) kinds.size()))));

        assertThat(ways)
                .isNotEmpty()
                .allSatisfy(
                        (route, kinds) -> assertThat(kinds).as(route).isGreaterThanOrEqualTo(12));
        assertThat(results.stream().map(Result::kind).distinct().count())
                .isGreaterThanOrEqualTo(16);
    }

    @Test
    void a_foreign_place_in_the_stream_brings_no_foreign_event() throws IOException {
        String place;
        try (LiveStream own = victim.engineer.openStream()) {
            place =
                    own.await(Duration.ofSeconds(5), event -> true)
                            .map(LiveStream.Event::id)
                            .orElse("1");
        }
        try (LiveStream resumed = stranger.openStream(place)) {
            resumed.await(Duration.ofSeconds(2), event -> false);
            assertThat(resumed.seen())
                    .allSatisfy(event ->
                            assertThat(victim.isToldIn(event.data().toString(), "")).isFalse());
        } catch (IllegalStateException refused) {
            assertThat(refused).hasMessageContaining("stream refused: 4");
        }
    }

    private List<Callable<Result>> attacks(Operation operation) {
        if (operation.isLiveStream()) {
            return List.of();
        }
        var attacks = new ArrayList<Callable<Result>>();
        var probe = new Probe(victim, stranger, operation);
        refusals(probe, attacks);
        if (!operation.parameters().isEmpty()) {
            byPath(operation, probe, attacks);
        } else if (operation.method().equals("GET")) {
            byList(operation, probe, attacks);
        } else if (operation.method().equals("POST") && operation.hasBody()) {
            byBody(operation, probe, attacks);
        }
        return attacks;
    }

    /** What never gets as far as the thing, whatever the route. */
    private void refusals(Probe probe, List<Callable<Result>> attacks) {
        attacks.add(() -> probe.refused("no token", 401, Map.of("Authorization", "")));
        attacks.add(() -> probe.refused("forged token", 401, Map.of("Authorization", forged())));
        attacks.add(() ->
                probe.refused(
                        "acting in the account",
                        403,
                        Map.of("X-RF-Act-As-Account", Victim.ACCOUNT)));
        attacks.add(() ->
                probe.refusedAtOwnPort("own port, headers of the account", identity("X-RF-")));
        attacks.add(() ->
                probe.refusedAtOwnPort(
                        "own port, acting in the account",
                        Map.of(
                                "X-RF-Account-Id",
                                Victim.ACCOUNT,
                                "X-RF-Roles",
                                "super_admin",
                                "X-RF-Act-As-Account",
                                Victim.ACCOUNT)));
        attacks.add(() ->
                probe.refusedAtOwnPort(
                        "own port, forged token", Map.of("Authorization", forged())));
    }

    private void byPath(Operation operation, Probe probe, List<Callable<Result>> attacks) {
        attacks.add(() -> probe.samePath("id in path", "", Map.of()));
        attacks.add(() -> probe.samePath("headers of the account", "", identity("X-RF-")));
        attacks.add(() -> probe.samePath("headers with underscores", "", identity("X_RF_")));
        attacks.add(() -> probe.samePath("tenant headers", "", tenant()));
        attacks.add(() ->
                probe.samePath("account in query", "?account_id=" + Victim.ACCOUNT, Map.of()));
        attacks.add(
                () -> probe.samePath("parameters in path", ";account=" + Victim.ACCOUNT, Map.of()));
        attacks.add(() ->
                probe.samePath("overridden method", "", Map.of("X-HTTP-Method-Override", "GET")));
        if (operation.method().equals("GET")) {
            attacks.add(() -> probe.sameByMethod("head", "HEAD", Map.of()));
        }
        if (operation.method().equals("POST")) {
            String key = UUID.randomUUID().toString();
            attacks.add(() ->
                    probe.samePath(
                            "idempotency key",
                            "",
                            Map.of("Idempotency-Key", key + UUID.randomUUID())));
        }
        if (operation.hasBody()) {
            attacks.add(
                    () -> probe.sameWithMember("account in body", "account_id", Victim.ACCOUNT));
            named(operation)
                    .forEach((member, id) ->
                            attacks.add(() -> probe.sameWithMember("id in body", member, id)));
        }
    }

    private void byList(Operation operation, Probe probe, List<Callable<Result>> attacks) {
        attacks.add(() -> probe.tellsNothing("list", "", Map.of()));
        attacks.add(() -> probe.tellsNothing("headers of the account", "", identity("X-RF-")));
        attacks.add(() -> probe.tellsNothing("headers with underscores", "", identity("X_RF_")));
        attacks.add(() -> probe.tellsNothing("tenant headers", "", tenant()));
        attacks.add(() ->
                probe.tellsNothing("account in query", "?account_id=" + Victim.ACCOUNT, Map.of()));
        attacks.add(() ->
                probe.tellsNothing(
                        "filter",
                        "?scope=account&include_own=true&unmet=false&status=all&limit=20",
                        Map.of()));
        for (String name : operation.query()) {
            String id = victim.namedBy(name);
            if (id != null) {
                attacks.add(() -> probe.sameParameter("id in query", name, id));
            }
            if (name.equals("q")) {
                attacks.add(() -> probe.tellsNothing("search", "?q=vpn", Map.of()));
                attacks.add(() -> probe.tellsNothing("search", "?q=Acme%20Dental", Map.of()));
            }
            if (name.equals("cursor")) {
                attacks.add(() -> foreignCursor(operation, probe));
            }
        }
    }

    private void byBody(Operation operation, Probe probe, List<Callable<Result>> attacks) {
        if (List.of("/api/v1/l1/intake", "/api/v1/ai-sessions").contains(operation.path())) {
            attacks.add(() -> foreignKey(operation, probe));
            named(operation)
                    .forEach((member, id) ->
                            attacks.add(() -> probe.sameWithMember("id in body", member, id)));
        }
    }

    /** A page of the victim's list goes on for the victim only. */
    private Result foreignCursor(Operation operation, Probe probe) {
        var first = victim.owner.get(operation.path() + "?limit=1");
        var next = NEXT.matcher(first.headers().firstValue("Link").orElse(""));
        if (!next.find()) {
            return probe.result("cursor", "");
        }
        var answer = stranger.get(operation.path() + "?limit=1&cursor=" + next.group(1));
        return probe.result(
                "cursor",
                answer.code().equals("invalid_cursor") || answer.is(403) ? "" : answer.text());
    }

    /** A key the victim used first is nobody else's. */
    private Result foreignKey(Operation operation, Probe probe) {
        var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        String body =
                io.resolutionflow.e2e.client.Json.write(
                        operation.path().endsWith("/intake")
                                ? Map.of("problem_statement", "printer in room 4 is offline")
                                : Map.of(
                                        "intake_content",
                                        Map.of("text", "printer in room 4 is offline")));
        var first = victim.owner.call("POST", operation.path(), body, key);
        var second = stranger.call("POST", operation.path(), body, key);
        boolean replayed =
                first.status() < 300 && first.withoutTrace().equals(second.withoutTrace());
        return probe.result("foreign idempotency key", replayed ? second.text() : "");
    }

    private Map<String, String> named(Operation operation) {
        var named = new HashMap<String, String>();
        SampleBodies.resolve(operation.body(), operation)
                .path("properties")
                .properties()
                .forEach(property -> {
                    String id = victim.namedBy(property.getKey());
                    if (id != null) {
                        named.put(property.getKey(), id);
                    }
                });
        return named;
    }

    private Map<String, String> identity(String prefix) {
        String dash = prefix.endsWith("_") ? "_" : "-";
        return Map.of(
                prefix + "Account" + dash + "Id",
                Victim.ACCOUNT,
                prefix + "User" + dash + "Id",
                victim.id("user"),
                prefix + "Roles",
                "owner");
    }

    private static Map<String, String> tenant() {
        return Map.of(
                "X-Tenant-Id", Victim.ACCOUNT,
                "X-TenantId", Victim.ACCOUNT,
                "X-User-Id", Victim.ACCOUNT,
                "Forwarded", "for=" + Victim.ACCOUNT,
                "X-Forwarded-User", Victim.ACCOUNT);
    }

    private String forged() {
        String[] parts = stranger.token().split("\\.");
        return "Bearer "
                + parts[0]
                + "."
                + java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                FORGED_CLAIMS.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "."
                + parts[2];
    }

    private static List<Result> run(List<Callable<Result>> attacks) throws Exception {
        var turns = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<java.util.concurrent.Future<Result>>();
            for (Callable<Result> attack : attacks) {
                running.add(
                        threads.submit(() -> {
                            turns.acquire();
                            try {
                                return attack.call();
                            } finally {
                                turns.release();
                            }
                        }));
            }
            var results = new ArrayList<Result>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }
}
