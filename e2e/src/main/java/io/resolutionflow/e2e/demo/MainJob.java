package io.resolutionflow.e2e.demo;

import static io.resolutionflow.e2e.demo.NotAsPromised.check;
import static io.resolutionflow.e2e.demo.NotAsPromised.expect;

import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Gateway;
import io.resolutionflow.e2e.client.LiveStream;
import io.resolutionflow.e2e.client.Person;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * The main job of the product, from the call to the proved status in the ticketing system, as ten
 * checked steps.
 */
public final class MainJob {

    static final int STEPS = 10;
    private static final String STATEMENT =
            "vpn says connected but she can't open the shared drive";

    /**
     * Until a missing arrival counts as lost; how fast it came is told, not judged: machines are
     * noisy.
     */
    private static final Duration LIVE = Duration.ofSeconds(30);

    private final Gateway gateway;
    private final TraceSearch traces;
    private String ticket = "";
    private String walk = "";
    private String internalTicket = "";
    private String handoff = "";
    private String session = "";
    private String writeback = "";
    private Person winner;
    private String winnerName = "";
    private final List<String> lines = new ArrayList<>();

    /**
     * @param logs folder of the services' logs, for the trace of step 10
     */
    public MainJob(Gateway gateway, Path logs) {
        this.gateway = gateway;
        this.traces = new TraceSearch(logs);
        this.winner = new Person(gateway, "", "");
    }

    /** Runs all steps; stops with {@link NotAsPromised} at the first that does not hold. */
    public void run(Consumer<Step> done) {
        var l1 = gateway.signIn("l1@acme.test");
        var eng1 = gateway.signIn("eng1@acme.test");
        var eng2 = gateway.signIn("eng2@acme.test");
        done.accept(step(1, "An L1 technician takes a call", () -> takeCall(l1)));
        done.accept(step(2, "Intake finds the published flow by meaning", () -> intake(l1)));
        try (LiveStream one = eng1.openStream();
                LiveStream two = eng2.openStream()) {
            done.accept(
                    step(
                            3,
                            "Three answered steps, a note, and the walk is escalated",
                            () -> walkAndEscalate(l1)));
            done.accept(step(4, "Both engineers see it arrive live", () -> arrivesLive(one, two)));
        }
        done.accept(step(5, "Both claim at once: exactly one wins", () -> claim(eng1, eng2)));
        done.accept(step(6, "The winner works the AI session", this::workSession));
        done.accept(step(7, "The note is in the ticket, the status proved", this::post));
        var trace = lastTrace;
        done.accept(
                step(
                        8,
                        "The owner reads receipt, usage and quota",
                        () -> ownerReads(gateway.signIn("owner@acme.test"))));
        done.accept(
                step(
                        9,
                        "Another account sees nothing of it",
                        () -> stranger(gateway.signIn("eng1@globex.test"))));
        done.accept(step(10, "The trace of step 7", () -> trace(trace)));
    }

    private String lastTrace = "";

    private Step step(int number, String title, Supplier<Boolean> work) {
        lines.clear();
        long began = System.nanoTime();
        work.get();
        return new Step(
                number,
                title,
                List.copyOf(lines),
                Duration.ofNanos(System.nanoTime() - began).toMillis());
    }

    private boolean takeCall(Person l1) {
        Answer active =
                expect(l1.get("/api/v1/l1/sessions/active"), 200, "reading the walks in progress");
        say(
                "Lee signs in, %d walks in progress. The caller: \"%s\".",
                active.json().size(), STATEMENT);
        return true;
    }

    private boolean intake(Person l1) {
        Answer intake =
                expect(
                        l1.post(
                                "/api/v1/l1/intake",
                                Map.of(
                                        "problem_statement",
                                        STATEMENT,
                                        "customer_name",
                                        "Acme Dental",
                                        "customer_contact",
                                        "Maria Lopez")),
                        200,
                        "intake");
        check(
                intake.text("/outcome").equals("matched"),
                "outcome is " + intake.text("/outcome") + ", not matched: " + intake.text());
        walk = intake.text("/session_id");
        internalTicket = intake.text("/ticket_id");
        check(intake.text("/ticket_kind").equals("internal"), "the walk has no internal ticket");
        Answer opened = expect(l1.get("/api/v1/l1/sessions/" + walk), 200, "reading the walk");
        check(
                opened.text("/flow_title").startsWith("VPN"),
                "matched \"" + opened.text("/flow_title") + "\"");
        say(
                "Matched \"%s\" (score %s), internal ticket %s.",
                opened.text("/flow_title"),
                intake.json().at("/candidates/0/score").asString("?"),
                shortened(internalTicket));
        return true;
    }

    private boolean walkAndEscalate(Person l1) {
        String path = "/api/v1/l1/sessions/" + walk;
        Answer now = expect(l1.get(path), 200, "reading the walk");
        for (int answered = 0; answered < 3; answered++) {
            JsonNode node = now.json().at("/current_node");
            JsonNode option = openEnded(node);
            now =
                    expect(
                            l1.post(
                                    path + "/step",
                                    Map.of(
                                            "node_id", node.at("/id").asString(),
                                            "answer", option.at("/value").asString(),
                                            "version", now.json().at("/version").asInt())),
                            200,
                            "answering " + node.at("/id").asString());
            say("%s → %s", node.at("/text").asString(), option.at("/label").asString());
        }
        expect(
                l1.post(
                        path + "/notes",
                        Map.of(
                                "version",
                                0,
                                "notes",
                                List.of(
                                        Map.of(
                                                "text",
                                                "Other file shares at the main office open.")))),
                200,
                "saving a note");
        Answer escalated =
                expect(
                        l1.post(
                                path + "/escalate",
                                Map.of(
                                        "reason_category",
                                        "needs_permissions",
                                        "reason",
                                        "Share permissions need an engineer.",
                                        "priority",
                                        "high")),
                        200,
                        "escalating");
        check(
                escalated.text("/status").equals("escalated"),
                "the walk is " + escalated.text("/status"));
        handoff = escalated.text("/escalation/handoff_id");
        say("Note saved, escalated as hand-off %s.", shortened(handoff));
        return true;
    }

    /**
     * An answer that does not end the walk, so that three steps can be taken whatever the flow
     * asks.
     */
    private static JsonNode openEnded(JsonNode node) {
        JsonNode options = node.at("/options");
        check(options.size() > 0, "node " + node.at("/id").asString() + " has no options");
        return options.get(
                options.size() > 1 && node.at("/type").asString().equals("question")
                        ? 0
                        : options.size() - 1);
    }

    private boolean arrivesLive(LiveStream one, LiveStream two) {
        for (LiveStream stream : List.of(one, two)) {
            var arrival =
                    stream.await(
                                    LIVE,
                                    event ->
                                            event.name().equals("handoff_created")
                                                    && event.data()
                                                            .at("/handoff/handoff_id")
                                                            .asString("")
                                                            .equals(handoff))
                            .orElseThrow(() ->
                                    new NotAsPromised(
                                            "hand-off " + handoff + " did not arrive live"));
            var occurred = Instant.parse(arrival.data().at("/occurred_at").asString());
            say(
                    "%s sees \"%s\" after %d ms (event %s).",
                    stream == one ? "Dana" : "Sam",
                    arrival.data().at("/handoff/title").asString(),
                    Duration.between(occurred, arrival.receivedAt()).toMillis(),
                    arrival.id());
        }
        return true;
    }

    private boolean claim(Person eng1, Person eng2) {
        String path = "/api/v1/ai-sessions/" + walk + "/handoffs/" + handoff + "/claim";
        Answer first;
        Answer second;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = CompletableFuture.supplyAsync(() -> eng1.post(path, Map.of()), threads);
            var two = CompletableFuture.supplyAsync(() -> eng2.post(path, Map.of()), threads);
            first = one.join();
            second = two.join();
        }
        check(
                first.is(200) ^ second.is(200),
                "winners: "
                        + first.status()
                        + " and "
                        + second.status()
                        + " "
                        + first.text()
                        + second.text());
        winner = first.is(200) ? eng1 : eng2;
        Answer won = first.is(200) ? first : second;
        Answer lost = first.is(200) ? second : first;
        check(
                lost.is(409) && lost.code().equals("already_claimed"),
                "the loser got " + lost.status() + " " + lost.code());
        check(
                lost.text("/claimed_by_name").equals(won.text("/claimed_by_name")),
                "the loser was not told the winner's name");
        winnerName = won.text("/claimed_by_name");
        session = won.text("/session_id");
        check(!session.isEmpty(), "the claim names no session to open");
        say("%s wins; the other is told \"%s\".", winnerName, lost.text("/detail"));
        return true;
    }

    private boolean workSession() {
        String path = "/api/v1/ai-sessions/" + session;
        Answer detail = expect(winner.get(path), 200, "opening the session");
        check(detail.text("/origin").equals("l1_walk"), "the session does not continue the walk");
        check(detail.json().at("/steps").size() >= 3, "the walked path is not in the session");
        say("The session carries %d walked steps.", detail.json().at("/steps").size());
        ticket = openTicket();
        expect(
                winner.post(path + "/link-ticket", Map.of("psa_ticket_id", ticket)),
                200,
                "linking the ticket");
        expect(
                winner.post(
                        path + "/facts",
                        Map.of("text", "User is missing from the security group of the share.")),
                201,
                "adding a fact");
        Answer chat =
                expect(
                        winner.post(
                                path + "/chat",
                                Map.of(
                                        "message",
                                        "VPN is up, the share says access denied. What next?")),
                        200,
                        "asking");
        say(
                "Ticket %s linked, a fact added; the assistant (%s): \"%s\"",
                ticket, chat.text("/answer_source"), firstSentence(chat.text("/content")));
        String fix = chat.text("/suggested_fix/id");
        if (fix.isEmpty()) {
            fix =
                    expect(
                                    winner.post(
                                            path + "/suggested-fixes",
                                            Map.of(
                                                    "title",
                                                    "Add the user to the share's security group",
                                                    "description",
                                                    "Group membership was lost with the new account.")),
                                    201,
                                    "suggesting a fix")
                            .text("/id");
            say("%s suggests a fix: the assistant had none at this point.", winnerName);
        }
        Answer outcome =
                expect(
                        winner.patch(
                                path + "/suggested-fixes/" + fix + "/outcome",
                                Map.of(
                                        "outcome",
                                        "applied_success",
                                        "notes",
                                        "The share opens now.")),
                        200,
                        "recording the outcome");
        check(
                outcome.text("/status").equals("applied_success"),
                "the outcome is " + outcome.text("/status"));
        say("Fix \"%s\" recorded as working.", outcome.text("/title"));
        return true;
    }

    /** An open ticket of the help desk board: each run closes one. */
    private String openTicket() {
        Answer open =
                expect(
                        winner.get(
                                "/api/v1/integrations/psa/tickets/search?open_only=true&board_id=1&limit=50"),
                        200,
                        "searching tickets");
        check(
                open.json().size() > 0,
                "the ticketing system has no open ticket left; ./rf restart connectwise-simulator");
        return open.json()
                .valueStream()
                .map(row -> row.at("/ticket_id").asString())
                .filter("1042"::equals)
                .findFirst()
                .orElse(open.text("/0/ticket_id"));
    }

    private boolean post() {
        String path = "/api/v1/ai-sessions/" + session + "/resolution-note";
        Answer preview = expect(winner.post(path + "/preview", Map.of()), 200, "preview");
        String edited = preview.text("/markdown") + "\n\nConfirmed by phone with Maria Lopez.";
        lastTrace = HexFormat.of().formatHex(randomBytes(16));
        Answer posted =
                expect(
                        winner.call(
                                "POST",
                                path + "/post",
                                io.resolutionflow.e2e.client.Json.write(
                                        Map.of(
                                                "markdown",
                                                edited,
                                                "state_version",
                                                preview.json().at("/state_version").asLong())),
                                Map.of(
                                        "Idempotency-Key",
                                        UUID.randomUUID().toString(),
                                        "traceparent",
                                        "00-"
                                                + lastTrace
                                                + "-"
                                                + HexFormat.of().formatHex(randomBytes(8))
                                                + "-01")),
                        200,
                        "posting the note");
        check(
                posted.text("/outcome").equals("resolved"),
                "outcome is " + posted.text("/outcome") + ": " + posted.text());
        check(!posted.text("/external_id").isEmpty(), "no id of the note in the ticket");
        check(
                posted.text("/verified_status_name").equals("Completed"),
                "the ticket's status reads " + posted.text("/verified_status_name"));
        writeback = posted.text("/writeback_id");
        check(
                expect(winner.get("/api/v1/ai-sessions/" + session), 200, "reading the session")
                        .text("/status")
                        .equals("resolved"),
                "the session is not resolved");
        Answer ticketNow =
                expect(
                        winner.get("/api/v1/integrations/psa/tickets/" + ticket),
                        200,
                        "reading the ticket");
        long copies =
                ticketNow
                        .json()
                        .at("/notes")
                        .valueStream()
                        .filter(note ->
                                note.at("/text")
                                        .asString("")
                                        .contains("Confirmed by phone with Maria Lopez."))
                        .count();
        check(
                ticketNow.text("/status_name").equals("Completed"),
                "the ticket is " + ticketNow.text("/status_name"));
        check(copies >= 1, "the note is not in the ticket");
        say(
                "Note %s in ticket %s, status read back as \"%s\".",
                posted.text("/external_id"), ticket, posted.text("/verified_status_name"));
        return true;
    }

    private boolean ownerReads(Person owner) {
        Answer receipt =
                expect(
                        owner.get("/api/v1/integrations/psa/writebacks/" + writeback + "/receipt"),
                        200,
                        "reading the receipt");
        check(
                receipt.text("/status/state").equals("verified"),
                "the receipt says " + receipt.text("/status/state"));
        Answer usage =
                expect(
                        owner.get(
                                "/api/v1/ai/usage?reference_kind=ai_session&reference_id="
                                        + session),
                        200,
                        "reading the usage");
        check(usage.json().size() >= 1, "no usage of this session");
        // a text whose vector was known already costs none
        check(
                usage.json()
                        .valueStream()
                        .anyMatch(call -> call.at("/usage/input_tokens").asLong(0) > 0),
                "usage without tokens");
        Answer quota = expect(owner.get("/api/v1/ai/quota"), 200, "reading the quota");
        long used = quota.json().at("/monthly_used").asLong();
        long limit = quota.json().at("/monthly_limit").asLong();
        check(used >= 1 && limit > used, "quota reads " + used + " of " + limit);
        say(
                "Receipt: by %s, status %s → %s. Usage: %d calls of this session. Quota: %d of %d calls this month.",
                receipt.text("/who/name"),
                receipt.text("/status/before/name"),
                receipt.text("/status/found/name"),
                usage.json().size(),
                used,
                limit);
        return true;
    }

    private boolean stranger(Person stranger) {
        var addresses =
                List.of(
                        "/api/v1/ai-sessions/%s".formatted(session),
                        "/api/v1/ai-sessions/%s/handoffs/%s".formatted(walk, handoff),
                        "/api/v1/l1/sessions/%s".formatted(walk),
                        "/api/v1/ai-sessions/%s/writebacks".formatted(session));
        for (String address : addresses) {
            String absent =
                    address.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", UUID.randomUUID().toString());
            Answer foreign = stranger.get(address);
            check(foreign.is(404), address + " answers a stranger " + foreign.status());
            check(
                    foreign.withoutTrace().equals(stranger.get(absent).withoutTrace()),
                    address + " tells foreign from absent");
        }
        var receipt =
                gateway.signIn("owner@globex.test")
                        .get("/api/v1/integrations/psa/writebacks/" + writeback + "/receipt");
        check(receipt.is(404), "the receipt answers a stranger " + receipt.status());
        say(
                "Session, hand-off, walk, write-backs and receipt: the 404 of something that does not exist.");
        return true;
    }

    private boolean trace(String traceId) {
        List<String> crossed = traces.services(traceId);
        for (String service : List.of("gateway", "psa-writeback-service", "session-service")) {
            check(
                    crossed.contains(service),
                    "trace "
                            + traceId
                            + " is not in the log of "
                            + service
                            + ", only in "
                            + crossed);
        }
        say("%s crossed %s.", traceId, String.join(", ", crossed));
        return true;
    }

    /** What the last run made, for tests that go on from it. */
    public String session() {
        return session;
    }

    public String walk() {
        return walk;
    }

    public String handoff() {
        return handoff;
    }

    public String writeback() {
        return writeback;
    }

    private void say(String format, Object... values) {
        lines.add(format.formatted(values));
    }

    private static String shortened(String id) {
        return id.length() > 8 ? "…" + id.substring(id.length() - 8) : id;
    }

    private static String firstSentence(String text) {
        String line = text.lines().filter(l -> !l.isBlank()).findFirst().orElse("");
        return line.length() > 110 ? line.substring(0, 110) + "…" : line;
    }

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
