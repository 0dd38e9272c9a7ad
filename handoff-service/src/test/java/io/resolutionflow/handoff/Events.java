package io.resolutionflow.handoff;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.resolutionflow.platform.outbox.TopicNames;
import io.resolutionflow.platform.testing.identity.TestPerson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.kafka.core.KafkaTemplate;

/** Sends what the owners of sources publish. */
class Events {

    static final String SESSION_SNAPSHOT =
            """
            {"title": "VPN drops every 10 minutes", "problem_summary": "Tunnel renegotiates and fails", "problem_domain": "networking",
             "session_type": "chat", "step_count": 4, "confidence_tier": "discovery", "client_name": "Acme", "facts": [], "steps_tried": [],
             "psa": {"connection_id": null, "ticket_id": "1042", "ticket_summary": "VPN"}, "state_version": 5}
            """;

    private final KafkaTemplate<String, CloudEvent> kafka;
    private final TopicNames topics;

    Events(KafkaTemplate<String, CloudEvent> kafka, TopicNames topics) {
        this.kafka = kafka;
        this.topics = topics;
    }

    void send(
            String topic,
            String type,
            UUID account,
            UUID aggregate,
            long seq,
            UUID eventId,
            String data) {
        var event =
                CloudEventBuilder.v1()
                        .withId(eventId.toString())
                        .withType(type)
                        .withSource(URI.create("/test"))
                        .withSubject(aggregate.toString())
                        .withTime(OffsetDateTime.now(ZoneOffset.UTC))
                        .withDataContentType("application/json")
                        .withExtension("accountid", account.toString())
                        .withExtension("aggregateseq", Long.toString(seq))
                        .withData(data.getBytes(StandardCharsets.UTF_8))
                        .build();
        kafka.send(topics.of(topic), account + ":" + aggregate, event).join();
    }

    void sessionEvent(String type, UUID account, UUID session, long seq, String data) {
        send("rf.session.events", type, account, session, seq, UUID.randomUUID(), data);
    }

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
