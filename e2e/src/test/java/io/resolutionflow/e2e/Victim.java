package io.resolutionflow.e2e;

import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Person;
import io.resolutionflow.e2e.demo.MainJob;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** An account full of things: what the main job left, and what its people can add to it. */
final class Victim {

    static final String ACCOUNT = "a0000000-0000-4000-8000-000000000001";
    private static final String SESSION = "/api/v1/ai-sessions/";
    private static final Duration PROPOSED_WITHIN = Duration.ofSeconds(60);

    private final Map<String, String> things = new HashMap<>();
    final Person owner = RunningStack.GATEWAY.signIn("owner@acme.test");
    final Person engineer = RunningStack.GATEWAY.signIn("eng1@acme.test");

    Victim() {
        var job = new MainJob(RunningStack.GATEWAY, RunningStack.logs());
        job.run(step -> {});
        things.put("session", job.session());
        things.put("walk", job.walk());
        things.put("handoff", job.handoff());
        things.put("writeback", job.writeback());
        put("ticket", owner.get("/api/v1/l1/sessions/" + job.walk()), "/ticket_id");
        put("connection", owner.get("/api/v1/integrations/psa/connections"), "/0/id");
        put("request", owner.get("/api/v1/ai/usage?limit=1"), "/0/request_id");
        put("notification", engineer.get("/api/v1/notifications"), "/0/id");
        put("channel", owner.get("/api/v1/notifications/channels"), "/0/id");
        put("user", owner.get("/api/v1/members/me"), "/id");
        for (String kind : List.of("facts", "suggested-fixes")) {
            put(kind, read(SESSION + job.session() + "/" + kind), "/0/id");
        }
        openSession();
        proposal(owner.get("/api/v1/l1/sessions/" + job.walk()).text("/flow_id"));
        put(
                "flow",
                engineer.post(
                        "/api/v1/flows",
                        Map.of("title", "Acme's own way", "category", "network-wifi")),
                "/id");
    }

    /** As whoever of the account may: the job's session belongs to the engineer who won it. */
    private Answer read(String path) {
        return Stream.of(engineer, RunningStack.GATEWAY.signIn("eng2@acme.test"), owner)
                .map(person -> person.get(path))
                .filter(answer -> answer.is(200))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody of the account may read " + path));
    }

    /** A session still being worked on, with branches and a file. */
    private void openSession() {
        put(
                "open-session",
                engineer.post(
                        "/api/v1/ai-sessions",
                        Map.of("session_type", "chat", "title", "Acme's own work")),
                "/session_id");
        put(
                "branches",
                engineer.post(
                        SESSION + id("open-session") + "/branches/fork",
                        Map.of(
                                "fork_reason",
                                "two causes fit",
                                "options",
                                List.of(Map.of("label", "Server"), Map.of("label", "Client")))),
                "/branches/0/branch_id");
        put(
                "upload",
                engineer.call(
                        "POST",
                        "/api/v1/uploads",
                        multipart(id("open-session"), "Acme's own log"),
                        Map.of("Content-Type", "multipart/form-data; boundary=part")),
                "/id");
    }

    private static String multipart(String session, String text) {
        return """
        --part
        Content-Disposition: form-data; name="session_id"

        %s
        --part
        Content-Disposition: form-data; name="file"; filename="acme.log"
        Content-Type: text/plain

        %s
        --part--
        """
                .formatted(session, text)
                .replace("\n", "\r\n");
    }

    /** Somebody leaves a flow before its end, with notes: the service proposes to enhance it. */
    private void proposal(String flow) {
        Person technician = RunningStack.GATEWAY.signIn("l1@acme.test");
        Answer walk =
                technician.post(
                        "/api/v1/l1/intake",
                        Map.of("problem_statement", "Acme's own trouble", "flow_id", flow));
        technician.post(
                "/api/v1/l1/sessions/" + walk.text("/session_id") + "/resolve",
                Map.of("helpful", true, "resolution_notes", "Acme's own way around it."));
        Awaitility.await("the proposal of a walk that left its flow")
                .atMost(PROPOSED_WITHIN)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    Answer proposals = owner.get("/api/v1/flow-proposals");
                    return proposals.is(200) && !proposals.json().isEmpty();
                });
        put("proposal", owner.get("/api/v1/flow-proposals"), "/0/id");
    }

    private void put(String thing, Answer answer, String pointer) {
        String id = answer.status() < 300 ? answer.text(pointer) : "";
        if (id.isEmpty()) {
            throw new AssertionError(
                    "the account has no " + thing + ": " + answer.status() + " " + answer.text());
        }
        things.put(thing, id);
    }

    /** The id of one of its things: only what is there can leak. */
    String id(String thing) {
        String id = things.get(thing);
        if (id == null) {
            throw new AssertionError("the account has no " + thing);
        }
        return id;
    }

    /** Whether an answer tells anything of this account, but for what the asker named himself. */
    boolean isToldIn(String answer, String asked) {
        return answer.contains("acme.test")
                || things.values().stream()
                        .filter(id -> id.length() == 36 && !asked.contains(id))
                        .anyMatch(answer::contains);
    }

    Map<String, String> things() {
        return Map.copyOf(things);
    }

    /** What a parameter of an operation names. */
    String named(Operation operation, String parameter) {
        String path = operation.path();
        String before = path.substring(0, path.indexOf("{" + parameter + "}") - 1);
        return switch (before.substring(before.lastIndexOf('/') + 1)) {
            case "ai-sessions" -> session(path);
            case "handoffs" -> id("handoff");
            case "sessions" -> id("walk");
            case "tickets" ->
                    operation.service().equals("psa-writeback-service") ? "1042" : id("ticket");
            case "connections" -> id("connection");
            case "writebacks" -> id("writeback");
            case "usage" -> id("request");
            case "notifications" -> id("notification");
            case "channels" -> id("channel");
            case "facts" -> id("facts");
            case "suggested-fixes" -> id("suggested-fixes");
            case "branches" -> id("branches");
            case "uploads" -> id("upload");
            case "flow-proposals" -> id("proposal");
            case "flows" -> id("flow");
            case "accounts" -> ACCOUNT;
            case "member-mappings", "members" -> id("user");
            case "resolution-outputs" -> "kb_article";
            case "boards", "versions" -> "1";
            case "plans" -> "team";
            case "overrides" -> "calls";
            default ->
                    throw new AssertionError(
                            "no id of the account for {"
                                    + parameter
                                    + "} of "
                                    + operation
                                    + ": add a row");
        };
    }

    /** The one that has what the path goes on to. */
    private String session(String path) {
        if (path.contains("/handoffs/")) {
            return id("walk");
        }
        return path.contains("/branches") ? id("open-session") : id("session");
    }

    /** What a query parameter or a member of a body could name; null when it names nothing. */
    String namedBy(String name) {
        return switch (name) {
            case "session_id", "source_id" -> id("session");
            case "matched_flow_id", "flow_id" -> id("flow");
            case "ticket_id" -> id("ticket");
            case "connection_id", "psa_connection_id" -> id("connection");
            case "actor_id", "user_id", "target_user_id", "from_user_id" -> id("user");
            case "resource_id" -> id("walk");
            case "branch_id" -> id("branches");
            case "request_id" -> id("request");
            case "reference_id" -> id("session");
            default -> null;
        };
    }
}
