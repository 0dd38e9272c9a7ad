package io.resolutionflow.handoff;

import io.resolutionflow.platform.testing.identity.TestPerson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** What the owners of sources publish. */
final class Events {

    static final String SESSION_SNAPSHOT =
            """
            {"title": "VPN drops every 10 minutes", "problem_summary": "Tunnel renegotiates and fails", "problem_domain": "networking",
             "session_type": "chat", "step_count": 4, "confidence_tier": "discovery", "client_name": "Acme", "facts": [], "steps_tried": [],
             "psa": {"connection_id": null, "ticket_id": "1042", "ticket_summary": "VPN"}, "state_version": 5}
            """;

    private Events() {}

    static String sessionHandoff(
            UUID handoff,
            UUID session,
            TestPerson originator,
            String intent,
            String origin,
            String priority) {
        return """
        {"handoff_id": "%s", "session_id": "%s", "session_status": "requesting_escalation", "intent": "%s", "origin": "%s",
         "reason": "Certificate chain looks wrong.", "reason_category": null, "engineer_notes": "# Notes", "priority": "%s",
         "target_user_id": null, "handed_off_by": "%s", "handed_off_by_name": "%s", "team_id": null, "writeback_id": null,
         "snapshot": %s, "occurred_at": "%s"}
        """
                .formatted(
                        handoff,
                        session,
                        intent,
                        origin,
                        priority,
                        originator.userId(),
                        originator.name(),
                        SESSION_SNAPSHOT,
                        Instant.now());
    }

    static String walkHandoff(UUID handoff, UUID walk, TestPerson originator) {
        return """
        {"handoff_id": "%s", "walk_id": "%s", "intent": "escalate", "origin": "l1_escalate", "reason": "Third reset did not help.",
         "reason_category": "out_of_options", "engineer_notes": "# Problem", "priority": "normal", "target_user_id": null,
         "handed_off_by": "%s", "handed_off_by_name": "%s", "acting_as": null, "team_id": null, "writeback_id": null,
         "hand_off_to": "network team", "include": null, "ticket": {"kind": "internal", "id": "%s", "psa_connection_id": null},
         "snapshot": {"problem_text": "vpn says connected but no shared drive", "category": "networking", "session_kind": "flow",
           "walked_path": [{"node_id": "n1", "question": "Does it ping?", "answer": "no"}], "customer_name": "Initrode",
           "ticket_kind": "internal", "ticket_id": "%s"},
         "continuation": {}, "occurred_at": "%s"}
        """
                .formatted(
                        handoff,
                        walk,
                        originator.userId(),
                        originator.name(),
                        UUID.nameUUIDFromBytes(walk.toString().getBytes(StandardCharsets.UTF_8)),
                        UUID.nameUUIDFromBytes(walk.toString().getBytes(StandardCharsets.UTF_8)),
                        Instant.now());
    }
}
