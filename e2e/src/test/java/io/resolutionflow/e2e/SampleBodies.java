package io.resolutionflow.e2e;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A body of the right shape for an operation: written here where the schema does not tell enough,
 * else made from its required members.
 */
final class SampleBodies {

    private static final Map<String, Object> WRITTEN =
            Map.ofEntries(
                    Map.entry(
                            "POST /api/v1/ai/admin/prices",
                            Map.of(
                                    "provider", "lab",
                                    "model", "m",
                                    "effective_from", "2099-01-01T00:00:00Z",
                                    "input", 1,
                                    "output", 1)),
                    Map.entry(
                            "POST /api/v1/l1/sessions/*/step",
                            Map.of("node_id", "q", "answer", "yes")),
                    Map.entry(
                            "POST /api/v1/l1/sessions/*/resolve",
                            Map.of("helpful", true, "resolution_notes", "Done.")),
                    Map.entry(
                            "POST /api/v1/l1/sessions/*/escalate",
                            Map.of("reason_category", "needs_permissions")),
                    Map.entry(
                            "POST /api/v1/l1/sessions/*/abandon", Map.of("reason", "caller_gone")),
                    Map.entry(
                            "POST /api/v1/l1/sessions/*/notes",
                            Map.of("version", 0, "notes", List.of())),
                    Map.entry("POST /api/v1/l1/sessions/*/subflow", Map.of("node_id", "q")),
                    Map.entry("POST /api/v1/l1/sessions/*/return", Map.of("node_id", "q")),
                    Map.entry(
                            "POST /api/v1/l1/sessions/*/take-over",
                            Map.of("from_user_id", UUID.randomUUID().toString())),
                    Map.entry(
                            "POST /api/v1/l1/tickets/*/close", Map.of("resolution_notes", "Done.")),
                    Map.entry("POST /api/v1/ai-sessions/*/handoff", Map.of("intent", "park")),
                    Map.entry(
                            "POST /api/v1/ai-sessions/*/handoffs/*/reassign",
                            Map.of("target_user_id", UUID.randomUUID().toString())),
                    Map.entry("POST /api/v1/ai-sessions/*/chat", Map.of("message", "hello")),
                    Map.entry(
                            "POST /api/v1/ai-sessions/*/respond",
                            Map.of("step_id", UUID.randomUUID().toString(), "free_text", "yes")),
                    Map.entry(
                            "POST /api/v1/ai-sessions/*/link-ticket",
                            Map.of("psa_ticket_id", "1042")),
                    Map.entry(
                            "POST /api/v1/ai-sessions/*/resolve",
                            Map.of("resolution_summary", "Done.")),
                    Map.entry(
                            "POST /api/v1/ai-sessions/*/escalate",
                            Map.of("escalation_reason", "Help.")),
                    Map.entry("POST /api/v1/ai-sessions/*/rate", Map.of("rating", 5)),
                    Map.entry("POST /api/v1/ai-sessions/*/facts", Map.of("text", "A fact.")),
                    Map.entry("PATCH /api/v1/ai-sessions/*/facts/*", Map.of("text", "A fact.")),
                    Map.entry(
                            "POST /api/v1/ai-sessions/*/facts/promote",
                            Map.of("message_id", UUID.randomUUID().toString(), "text", "A fact.")),
                    Map.entry("PATCH /api/v1/ai-sessions/*/triage", Map.of("title", "A title")),
                    Map.entry(
                            "PATCH /api/v1/accounts/me/preferences",
                            Map.of("templatize_prompt_enabled", true)),
                    Map.entry(
                            "POST /api/v1/ai-sessions/*/suggested-fixes", Map.of("title", "A fix")),
                    Map.entry(
                            "POST /api/v1/ai-sessions/*/suggested-fixes/*/decision",
                            Map.of("decision", "one_off")),
                    Map.entry(
                            "PATCH /api/v1/ai-sessions/*/suggested-fixes/*/outcome",
                            Map.of("outcome", "applied_success")),
                    Map.entry(
                            "PATCH /api/v1/ai-sessions/*/suggested-fixes/*/script",
                            Map.of("script", "dir", "script_language", "cmd")),
                    Map.entry(
                            "PUT /api/v1/ai-sessions/*/task-lane",
                            Map.of(
                                    "version",
                                    0,
                                    "questions",
                                    List.of(),
                                    "actions",
                                    List.of(),
                                    "responses",
                                    Map.of())),
                    Map.entry(
                            "PUT /api/v1/ai-sessions/*/resolution-outputs/*",
                            Map.of("content_markdown", "Text.", "version", 1)),
                    Map.entry(
                            "POST /api/v1/ai-sessions/*/resolution-note/post",
                            Map.of("markdown", "Done.")),
                    Map.entry(
                            "POST /api/v1/ai-sessions/*/escalation-package/post",
                            Map.of("markdown", "Help.")),
                    Map.entry(
                            "PATCH /api/v1/integrations/psa/connections/*",
                            Map.of("display_name", "Other", "version", 1)),
                    Map.entry(
                            "POST /api/v1/integrations/psa/writebacks/*/decision",
                            Map.of("decision", "give_up", "reason", "no longer needed")),
                    Map.entry("PUT /api/v1/flows/*/enabled", Map.of("enabled", true)));

    private SampleBodies() {}

    static Object of(Operation operation) {
        String key = operation.method() + " " + operation.path().replaceAll("\\{[^}]+}", "*");
        Object written = WRITTEN.get(key);
        return written != null
                ? written
                : fromSchema(resolve(operation.body(), operation), operation);
    }

    static JsonNode resolve(JsonNode schema, Operation operation) {
        String reference = schema.at("/$ref").asString("");
        return reference.isEmpty()
                ? schema
                : operation.components().path(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private static Map<String, Object> fromSchema(JsonNode schema, Operation operation) {
        var body = new LinkedHashMap<String, Object>();
        schema.at("/required")
                .valueStream()
                .map(JsonNode::asString)
                .forEach(name ->
                        body.put(
                                name,
                                value(
                                        resolve(schema.at("/properties/" + name), operation),
                                        operation)));
        return body;
    }

    private static Object value(JsonNode schema, Operation operation) {
        if (schema.at("/enum").size() > 0) {
            return schema.at("/enum/0").asString();
        }
        return switch (schema.at("/type").asString("string")) {
            case "integer", "number" -> schema.at("/minimum").asInt(1);
            case "boolean" -> true;
            case "array" -> List.of();
            case "object" -> fromSchema(schema, operation);
            default -> text(schema.at("/format").asString(""));
        };
    }

    private static String text(String format) {
        return switch (format) {
            case "uuid" -> UUID.randomUUID().toString();
            case "date-time" -> "2026-01-01T00:00:00Z";
            default -> "text";
        };
    }
}
