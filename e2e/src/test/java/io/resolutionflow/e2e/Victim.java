package io.resolutionflow.e2e;

import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Person;
import io.resolutionflow.e2e.demo.MainJob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An account full of things: what the main job left, and what its people can add to it. */
final class Victim {

    static final String ACCOUNT = "a0000000-0000-4000-8000-000000000001";
    private static final String SESSION = "/api/v1/ai-sessions/";

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
        for (String kind : List.of("facts", "suggested-fixes", "branches")) {
            put(kind, owner.get(SESSION + job.session() + "/" + kind), "/0/id");
        }
        put("upload", owner.get("/api/v1/uploads?session_id=" + job.session()), "/0/id");
        put("proposal", owner.get("/api/v1/flow-proposals"), "/0/id");
        put(
                "flow",
                engineer.post(
                        "/api/v1/flows",
                        Map.of("title", "Acme's own way", "category", "network-wifi")),
                "/id");
    }

    private void put(String thing, Answer answer, String pointer) {
        String id = answer.status() < 300 ? answer.text(pointer) : "";
        if (!id.isEmpty()) {
            things.put(thing, id);
        }
    }

    /** The id of one of its things; a made-up one where it has none of the kind. */
    String id(String thing) {
        return things.computeIfAbsent(thing, key -> UUID.randomUUID().toString());
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
            case "ai-sessions" -> path.contains("/handoffs/") ? id("walk") : id("session");
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
