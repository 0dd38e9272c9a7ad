package io.resolutionflow.psa.writeback;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What of the post log is asked for; null means any (contract-psa §11). */
public record LogFilter(
        @Nullable WritebackState state,
        @Nullable WritebackKind kind,
        @Nullable Origin origin,
        @Nullable UUID connectionId,
        @Nullable String ticketId,
        @Nullable UUID sessionId,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** Condition with its one parameter → value. */
    Map<String, Object> conditions() {
        var conditions = new LinkedHashMap<String, Object>();
        add(conditions, "state = :f_state", state == null ? null : state.wireName());
        add(conditions, "kind = :f_kind", kind == null ? null : kind.wireName());
        add(conditions, "origin = :f_origin", origin == null ? null : origin.wireName());
        add(conditions, "connection_id = :f_connection", connectionId);
        add(conditions, "ticket_id = :f_ticket", ticketId);
        add(conditions, "session_id = :f_session", sessionId);
        add(conditions, "created_at >= :f_from", from == null ? null : Timestamp.from(from));
        add(conditions, "created_at < :f_to", to == null ? null : Timestamp.from(to));
        return conditions;
    }

    private static void add(
            Map<String, Object> conditions, String condition, @Nullable Object value) {
        if (value != null) {
            conditions.put(condition, value);
        }
    }
}
