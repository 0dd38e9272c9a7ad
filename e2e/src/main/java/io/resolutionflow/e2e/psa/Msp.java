package io.resolutionflow.e2e.psa;

import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Gateway;
import io.resolutionflow.e2e.client.Person;
import io.resolutionflow.e2e.stack.Stack;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One account with its people and some connections to the simulators, made for a run. */
final class Msp {

    private static final String PSA = "/api/v1/integrations/psa";

    /** Tokens end sooner than a run. */
    private static final Duration TOKEN_LASTS = Duration.ofMinutes(3);

    private record Token(Person person, Instant until) {}

    private record Line(UUID connection, Vendor vendor) {}

    private final Stack stack;
    private final String domain;
    private final AtomicReference<@Nullable Token> owner = new AtomicReference<>();
    private final AtomicReference<@Nullable Token> engineer = new AtomicReference<>();
    private final List<Line> lines = new ArrayList<>();

    Msp(Stack stack, String domain) {
        this.stack = stack;
        this.domain = domain;
    }

    Person owner() {
        return current(owner, "owner@" + domain);
    }

    Person engineer() {
        return current(engineer, "eng1@" + domain);
    }

    private Person current(AtomicReference<@Nullable Token> known, String email) {
        Token token = known.get();
        if (token == null || token.until().isBefore(Instant.now())) {
            Gateway gateway = stack.gateway();
            token = new Token(gateway.signInAgain(email), Instant.now().plus(TOKEN_LASTS));
            known.set(token);
        }
        return token.person();
    }

    List<UUID> connections(Vendor vendor) {
        return lines.stream()
                .filter(line -> line.vendor() == vendor)
                .map(Line::connection)
                .toList();
    }

    /** Each has a budget of its own, as those of many customers would; fewer where no room is. */
    void connect(Vendor vendor, int wanted) {
        boolean room = true;
        for (int n = 0; room && n < wanted; n++) {
            room = create(vendor, "Chaos " + UUID.randomUUID(), vendor.key()).is(201);
        }
        if (connections(vendor).isEmpty()) {
            throw new IllegalStateException(
                    "no connection to the " + vendor.wireName() + " simulator could be made");
        }
        mapStatuses();
    }

    /** One connection to the ConnectWise simulator with a key of its own. */
    UUID connect(String name, String privateKey) {
        Answer created = create(Vendor.CONNECTWISE, name, privateKey);
        if (!created.is(201)) {
            throw new IllegalStateException("no connection could be made: " + created.text());
        }
        mapStatuses();
        return lines.getLast().connection();
    }

    /** Types the key of the newest connection anew. */
    Answer changeKey(String privateKey) {
        String path = PSA + "/connections/" + lines.getLast().connection();
        return owner().patch(
                        path,
                        Map.of(
                                "version",
                                owner().get(path).json().path("version").asInt(),
                                "credentials",
                                Map.of("private_key", privateKey)));
    }

    private Answer create(Vendor vendor, String name, String key) {
        var wanted = new HashMap<>(vendor.connection(stack, key));
        wanted.put("provider", vendor.wireName());
        wanted.put("display_name", name);
        Answer created = owner().post(PSA + "/connections", wanted);
        if (created.is(201)) {
            lines.add(new Line(UUID.fromString(created.text("/id")), vendor));
        }
        return created;
    }

    /** For every board: those of one board are checked, which a key nobody takes could not. */
    private void mapStatuses() {
        var boards = new HashMap<String, Object>();
        for (Line line : lines) {
            boards.put(
                    line.connection().toString(),
                    Map.of(
                            "*",
                            Map.of(
                                    "resolved_status_id",
                                    line.vendor().resolved(),
                                    "escalated_status_id",
                                    line.vendor().escalated())));
        }
        Answer mapped =
                owner().patch(
                                "/api/v1/accounts/me/preferences",
                                Map.of("psa", Map.of("boards", boards)));
        if (!mapped.is(200)) {
            throw new IllegalStateException("statuses could not be mapped: " + mapped.text());
        }
    }

    /**
     * What an administrator does who finds a connection paused: tests it, which lets it go on.
     *
     * @return how many were found paused
     */
    int testPaused() {
        int paused = 0;
        for (JsonNode connection : owner().get(PSA + "/connections").json()) {
            String id = connection.path("id").asString("");
            boolean ours = lines.stream().anyMatch(line -> line.connection().toString().equals(id));
            if (ours && connection.path("status").asString("").equals("paused")) {
                paused++;
                owner().post(PSA + "/connections/" + id + "/test", Map.of());
            }
        }
        return paused;
    }

    /** Write-backs that the post log shows as waiting for a person. */
    Set<UUID> waitingForPerson() {
        var shown = new TreeSet<UUID>();
        String page = PSA + "/post-log?state=needs_person&limit=100";
        while (!page.isEmpty()) {
            Answer rows = owner().get(page);
            if (!rows.is(200)) {
                throw new IllegalStateException("the post log cannot be read: " + rows.text());
            }
            rows.json().forEach(row -> shown.add(UUID.fromString(row.path("id").asString())));
            page = next(rows);
        }
        return shown;
    }

    /** Path and query of the next page; empty behind the last. */
    private static String next(Answer page) {
        return page.headers().allValues("Link").stream()
                .filter(link -> link.contains("rel=\"next\""))
                .map(link -> URI.create(link.substring(link.indexOf('<') + 1, link.indexOf('>'))))
                .map(uri -> uri.getRawPath() + "?" + uri.getRawQuery())
                .findFirst()
                .orElse("");
    }

    /** The engineer looked into the ticket and the note is not there. */
    Answer sendAgain(UUID writeback) {
        return engineer()
                .post(
                        PSA + "/writebacks/" + writeback + "/decision",
                        Map.of("decision", "send_again", "reason", "It is not in the ticket."));
    }

    void disconnect() {
        for (Line line : lines) {
            owner().call(
                            "DELETE",
                            PSA + "/connections/" + line.connection() + "?force=true",
                            null,
                            Map.of());
        }
    }
}
