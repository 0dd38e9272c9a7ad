package io.resolutionflow.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.ServiceUnderTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * The service on real PostgreSQL and Kafka, one context for all tests; every test has an account of
 * its own.
 */
abstract class RunningService extends ServiceUnderTest {

    static final String S = "/api/v1/ai-sessions";
    static final String I = "/internal/v1/ai-sessions";

    final TestPerson dana = TestPerson.engineer(account, "Dana Reyes");
    final TestPerson kim = TestPerson.engineer(account, "Kim Sato");
    final TestPerson lee = TestPerson.l1(account);
    final TestPerson viewer = TestPerson.viewer(account);
    final TestPerson stranger = TestPerson.engineer(UUID.randomUUID(), "Eve Other");

    @DynamicPropertySource
    static void neighbours(DynamicPropertyRegistry properties) {
        for (String service :
                new String[] {
                    "l1-walk-service",
                    "ai-gateway-service",
                    "psa-writeback-service",
                    "handoff-service"
                }) {
            properties.add("rf.clients." + service, Neighbours::url);
        }
        properties.add("rf.session.outputs.poll", () -> "300ms");
        properties.add("rf.session.removal.poll", () -> "1s");
        properties.add("rf.session.embeddings.poll", () -> "200ms");
        properties.add("rf.session.embeddings.exact-limit", () -> "12");
        properties.add("rf.session.digests.poll", () -> "500ms");
        properties.add("rf.session.ticket-notes.watch", () -> "500ms");
    }

    @BeforeEach
    void neighboursAsUsual() {
        Neighbours.usual();
    }

    /** A new chat session of this person's. */
    UUID chat(TestPerson who) {
        Answer created = post(who, S, "{\"session_type\": \"chat\"}");
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return UUID.fromString(created.text("session_id"));
    }

    JsonNode detail(TestPerson who, UUID id) {
        Answer detail = get(who, S + "/" + id);
        assertThat(detail.status()).as(detail.body()).isEqualTo(200);
        return detail.json();
    }

    /** Escalated by its handler; returns the hand-off's id. */
    UUID escalate(TestPerson who, UUID id) {
        Answer escalated =
                post(
                        who,
                        S + "/" + id + "/escalate",
                        "{\"escalation_reason\": \"Certificate chain looks wrong.\"}");
        assertThat(escalated.status()).as(escalated.body()).isEqualTo(200);
        return UUID.fromString(escalated.text("handoff_id"));
    }

    Answer act(String act, UUID session, UUID handoff, int epoch, TestPerson handler) {
        return internal(
                "handoff-service",
                "PUT",
                I + "/" + session + "/handoffs/" + handoff + "/" + act,
                """
                {"claim_epoch": %d, "handler_id": "%s", "handler_name": "%s", "actor_id": "%s", "actor_name": "%s", "at": "2026-11-20T14:03:09Z"}
                """
                        .formatted(
                                epoch,
                                handler.userId(),
                                handler.name(),
                                handler.userId(),
                                handler.name()));
    }

    /** Types of the session's events, in order. */
    List<String> events(UUID session) {
        return rows().eventTypes(session);
    }

    /** The one event of this type that the session has. */
    String payload(UUID session, String type) {
        List<String> payloads = rows().payloads(session, type);
        assertThat(payloads).as(type).hasSize(1);
        return payloads.getFirst();
    }
}
