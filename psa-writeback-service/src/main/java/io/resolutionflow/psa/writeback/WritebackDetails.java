package io.resolutionflow.psa.writeback;

import java.util.Map;
import java.util.Objects;

/** Small facts about a write-back for the audit log; no text of it. */
final class WritebackDetails {

    private WritebackDetails() {}

    static Map<String, Object> of(Writeback w) {
        return Map.of(
                "kind", w.kind().wireName(),
                "origin", w.origin().wireName(),
                "ticket_id", Objects.requireNonNullElse(w.target().ticketId(), ""),
                "visibility", w.text().visibility().wireName(),
                "trace_id_of_request", w.requester().traceId());
    }
}
