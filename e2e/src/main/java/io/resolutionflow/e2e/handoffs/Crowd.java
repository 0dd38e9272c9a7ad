package io.resolutionflow.e2e.handoffs;

import io.resolutionflow.e2e.client.Gateway;
import io.resolutionflow.e2e.client.Json;
import io.resolutionflow.e2e.client.Person;
import io.resolutionflow.e2e.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/**
 * Accounts full of people beside the demo tenants, made in the local realm by its administrator.
 * The same ones in every run: who is there already is left alone.
 */
public final class Crowd {

    private static final Duration TOKEN_KEPT = Duration.ofMinutes(15);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Stack stack;
    private final Gateway gateway;
    private final Map<String, Signed> signed = new ConcurrentHashMap<>();

    private record Signed(Person person, long atNanos) {}

    public Crowd(Stack stack) {
        this.stack = stack;
        this.gateway = stack.gateway();
    }

    /** Account {@code number}, from 0. */
    public static String account(int number) {
        return "d1000000-0000-4000-8000-%012d".formatted(number);
    }

    /** Engineer {@code number} of an account, from 0. */
    public static String engineer(int account, int number) {
        return "eng%d.%d@crowd".formatted(number, account);
    }

    public static String l1(int account) {
        return "l1.%d@crowd".formatted(account);
    }

    public static String viewer(int account) {
        return "viewer.%d@crowd".formatted(account);
    }

    /**
     * Makes accounts 0 to {@code accounts - 1}, each with these engineers, an L1 user and a viewer.
     */
    public void make(int accounts, int engineers) throws IOException, InterruptedException {
        var users = new ArrayList<Map<String, Object>>();
        for (int account = 0; account < accounts; account++) {
            int of = account;
            IntStream.range(0, engineers)
                    .mapToObj(n -> user(engineer(of, n), of, "engineer"))
                    .forEach(users::add);
            users.add(user(l1(of), of, "l1_tech"));
            users.add(user(viewer(of), of, "viewer"));
        }
        // hashing so many passwords takes its time: in pieces, so that no call times out, each with
        // a token of its own, because one is good for a minute
        for (int from = 0; from < users.size(); from += 25) {
            var piece = users.subList(from, Math.min(users.size(), from + 25));
            var request =
                    HttpRequest.newBuilder(keycloak("/admin/realms/resolutionflow/partialImport"))
                            .header("Authorization", "Bearer " + administrator())
                            .header("Content-Type", "application/json")
                            .POST(
                                    BodyPublishers.ofString(
                                            Json.write(
                                                    Map.of(
                                                            "ifResourceExists",
                                                            "SKIP",
                                                            "users",
                                                            piece))))
                            .build();
            var answer = HTTP.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        "people could not be made: " + answer.statusCode() + " " + answer.body());
            }
        }
    }

    private static Map<String, Object> user(String email, int account, String role) {
        String name = email.substring(0, email.indexOf('@'));
        var user = new HashMap<String, Object>();
        // without an address: thousands of mails are another measurement
        user.put("username", email);
        user.put("firstName", name);
        user.put("lastName", "Crowd");
        user.put("enabled", true);
        user.put("attributes", Map.of("account_id", List.of(account(account))));
        user.put("realmRoles", List.of(role));
        user.put(
                "credentials",
                List.of(Map.of("type", "password", "value", "demo", "temporary", false)));
        return user;
    }

    private String administrator() throws IOException, InterruptedException {
        String password =
                Files.readString(
                                Path.of(
                                        stack.variable("RF_STATE_DIR"),
                                        "secrets",
                                        "keycloak-admin"))
                        .strip();
        String form =
                "grant_type=password&client_id=admin-cli&username=admin&password="
                        + URLEncoder.encode(password, StandardCharsets.UTF_8);
        var request =
                HttpRequest.newBuilder(keycloak("/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build();
        var answer = HTTP.send(request, BodyHandlers.ofString());
        return Json.read(answer.body()).path("access_token").asString("");
    }

    private URI keycloak(String path) {
        return URI.create(stack.variable("RF_TEST_KEYCLOAK_URL") + path);
    }

    /** Signs them in, a few at a time: checking a password is made to cost. */
    public void signIn(Collection<String> people) throws InterruptedException {
        var places = new Semaphore(4);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String one : people) {
                places.acquire();
                threads.execute(() -> {
                    try {
                        person(one);
                    } catch (RuntimeException e) {
                        System.err.println("  " + e.getMessage());
                    } finally {
                        places.release();
                    }
                });
            }
        }
    }

    /** Somebody with a token that is good for some minutes more. */
    public Person person(String email) {
        return signed.compute(
                        email,
                        (who, known) ->
                                known != null
                                                && System.nanoTime() - known.atNanos()
                                                        < TOKEN_KEPT.toNanos()
                                        ? known
                                        : new Signed(gateway.signInAgain(who), System.nanoTime()))
                .person();
    }
}
