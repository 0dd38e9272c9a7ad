package io.resolutionflow.e2e;

import io.resolutionflow.e2e.Probe.Result;
import io.resolutionflow.e2e.client.Json;
import io.resolutionflow.e2e.client.Person;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/** Every attack that applies to an operation, by somebody of another account. */
final class IsolationAttacks {

    private static final int AT_ONCE = 6;
    private static final Pattern NEXT = Pattern.compile("[?&]cursor=([^&>]+)");
    private static final String FORGED_CLAIMS =
            "{\"account_id\":\"" + Victim.ACCOUNT + "\",\"realm_access\":{\"roles\":[\"owner\"]}}";

    private final Victim victim;
    private final Person stranger;

    IsolationAttacks(Victim victim, Person stranger) {
        this.victim = victim;
        this.stranger = stranger;
    }

    /** Makes all of them, a few at once. */
    List<Result> on(List<Operation> operations) throws Exception {
        var attacks = new ArrayList<Callable<Result>>();
        operations.forEach(operation -> attacks.addAll(attacks(operation)));
        return run(attacks);
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
                Json.write(
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
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(FORGED_CLAIMS.getBytes(StandardCharsets.UTF_8))
                + "."
                + parts[2];
    }

    private static List<Result> run(List<Callable<Result>> attacks) throws Exception {
        var turns = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Result>>();
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
