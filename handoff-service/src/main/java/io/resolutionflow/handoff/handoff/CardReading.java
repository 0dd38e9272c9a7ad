package io.resolutionflow.handoff.handoff;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Takes the card from an owner's snapshot (contract-handoffs §2.4); unknown fields stay null. */
final class CardReading {

    private static final int TITLE_MAX = 200;

    private CardReading() {}

    static Card of(SourceKind kind, JsonNode snapshot) {
        return kind == SourceKind.L1_WALK ? ofWalk(snapshot) : ofSession(snapshot);
    }

    private static Card ofSession(JsonNode snapshot) {
        JsonNode psa = snapshot.path("psa");
        return new Card(
                text(snapshot, "title"),
                text(snapshot, "problem_summary"),
                text(snapshot, "problem_domain"),
                text(snapshot, "client_name"),
                snapshot.path("step_count").isInt() ? snapshot.path("step_count").intValue() : null,
                text(snapshot, "confidence_tier"),
                id(psa, "connection_id"),
                text(psa, "ticket_id"),
                null);
    }

    private static Card ofWalk(JsonNode snapshot) {
        String problem = text(snapshot, "problem_text");
        String ticket = text(snapshot, "ticket_id");
        boolean internal = "internal".equals(text(snapshot, "ticket_kind"));
        return new Card(
                problem == null || problem.length() <= TITLE_MAX
                        ? problem
                        : problem.substring(0, TITLE_MAX),
                problem,
                text(snapshot, "category"),
                text(snapshot, "customer_name"),
                snapshot.path("walked_path").size(),
                null,
                id(snapshot, "psa_connection_id"),
                internal ? null : ticket,
                internal && ticket != null ? UUID.fromString(ticket) : null);
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.stringValue() : null;
    }

    private static @Nullable UUID id(JsonNode node, String field) {
        String value = text(node, field);
        return value == null || value.isBlank() ? null : UUID.fromString(value);
    }
}
