package io.resolutionflow.l1walk.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.resolutionflow.l1walk.RunningDesk;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.testing.identity.TestService;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class EscalationIT extends RunningDesk {

    @Autowired private TransactionTemplate transaction;
    @Autowired private KafkaTemplate<String, CloudEvent> kafka;

    @Value("${rf.kafka.topic-prefix:}")
    private String topicPrefix;

    private UUID escalated() {
        UUID walk = vpnWalk(lee);
        step(walk, "q_net", "yes", lee);
        step(walk, "q_scope", "one", lee);
        step(walk, "q_stage", "connected", lee);
        Answer answer =
                post(
                        walk(walk) + "/escalate",
                        Map.of(
                                "reason_category",
                                "needs_permissions",
                                "reason",
                                "No rights on the file server",
                                "priority",
                                "high"),
                        lee);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("status").asString()).isEqualTo("escalated");
        assertThat(answer.body().get("resolved_at").isNull()).isTrue();
        assertThat(answer.body().at("/escalation/state").asString()).isEqualTo("requested");
        assertThat(answer.body().at("/escalation/escalated_by_name").asString())
                .isEqualTo(lee.name());
        return walk;
    }

    private List<JsonNode> requests(UUID walk) {
        return TenantContext.call(
                account,
                () ->
                        Objects.requireNonNull(
                                transaction.execute(tx ->
                                        jdbc
                                                .sql(
                                                        "select payload from outbox_event where type = 'l1.handoff_requested' and aggregate_id = ?")
                                                .param(walk.toString())
                                                .query(String.class)
                                                .list()
                                                .stream()
                                                .map(json::readTree)
                                                .toList())));
    }

    @Test
    void anEscalationCommitsExactlyOneRequestWithAllThatIsNeeded() {
        UUID walk = escalated();
        Answer again =
                post(walk(walk) + "/escalate", Map.of("reason_category", "time_exceeded"), lee);
        assertThat(again.code()).isEqualTo("walk_not_active");
        List<JsonNode> requests = requests(walk);
        assertThat(requests).hasSize(1);
        JsonNode data = requests.getFirst();
        assertThat(data.get("walk_id").asString()).isEqualTo(walk.toString());
        assertThat(data.get("origin").asString()).isEqualTo("l1_escalate");
        assertThat(data.get("handed_off_by").asString()).isEqualTo(lee.userId().toString());
        assertThat(data.get("priority").asString()).isEqualTo("high");
        assertThat(data.get("reason_category").asString()).isEqualTo("needs_permissions");
        assertThat(data.get("engineer_notes").asString())
                .contains("No rights on the file server", "## What was checked");
        assertThat(data.at("/snapshot/walked_path")).hasSize(3);
        assertThat(data.at("/snapshot/flow_name").asString()).contains("VPN");
        assertThat(data.at("/snapshot/truncated").asBoolean()).isFalse();
        assertThat(data.at("/continuation/facts")).hasSize(3);
        assertThat(data.at("/continuation/facts/0/source_type").asString()).isEqualTo("walk");
        assertThat(data.at("/continuation/open_node").asString())
                .isEqualTo("Once it says connected, what is true?");
        assertThat(data.at("/continuation/internal_ticket_id").isNull()).isFalse();
        assertThat(data.at("/ticket/kind").asString()).isEqualTo("internal");
        Answer ticket = get("/api/v1/l1/tickets/" + data.at("/ticket/id").asString(), lee);
        assertThat(ticket.body().get("status").asString()).isEqualTo("escalated");
    }

    /** KD-72. */
    @Test
    void theReasonIsOneOfAClosedListAndOtherNeedsWords() {
        UUID walk = vpnWalk(lee);
        assertThat(
                        post(walk(walk) + "/escalate", Map.of("reason_category", "because"), lee)
                                .status())
                .isEqualTo(422);
        assertThat(
                        post(
                                        walk(walk) + "/escalate",
                                        Map.of("reason_category", "other", "reason", "no"),
                                        lee)
                                .status())
                .isEqualTo(422);
        assertThat(requests(walk)).isEmpty();
        assertThat(
                        post(
                                        walk(walk) + "/escalate",
                                        Map.of("reason_category", "other", "reason", "n/a"),
                                        lee)
                                .status())
                .isEqualTo(200);
    }

    @Test
    void anEscalationWithoutAWalkHasTheSameShape() {
        Answer answer =
                post(
                        "/api/v1/l1/escalate-without-walk",
                        Map.of(
                                "problem_statement",
                                "server room is on fire",
                                "reason_category",
                                "outage_multiple_users"),
                        lee);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("session_kind").asString()).isEqualTo("adhoc");
        assertThat(answer.body().get("status").asString()).isEqualTo("escalated");
        JsonNode data = requests(answer.id("id")).getFirst();
        assertThat(data.get("origin").asString()).isEqualTo("l1_escalate_without_walk");
        assertThat(data.at("/snapshot/walked_path")).isEmpty();
        assertThat(get("/api/v1/l1/escalations/mine", lee).body()).hasSize(1);
        assertThat(get("/api/v1/l1/escalations", dana).body()).hasSize(1);
        assertThat(get("/api/v1/l1/escalations/mine", mia).body()).isEmpty();
    }

    /** KD-71. */
    @Test
    void aClaimIsShownOnceWhetherItComesTwiceOrLate() {
        UUID walk = escalated();
        UUID handoff = handoff(walk);
        UUID session = UUID.randomUUID();
        var claimed = event(walk, handoff, 1, "open", dana.userId(), dana.name());
        claimed.put("session_id", session);
        UUID eventId = UUID.randomUUID();
        send("handoff.claimed", eventId, handoff, 1, claimed);
        send("handoff.claimed", eventId, handoff, 1, claimed);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(get(walk(walk), lee).body().at("/escalation/state").asString())
                                .isEqualTo("claimed"));
        Answer shown = get(walk(walk), lee);
        assertThat(shown.body().at("/escalation/claimed_by_name").asString())
                .isEqualTo(dana.name());
        assertThat(shown.body().at("/escalation/ai_session_id").asString())
                .isEqualTo(session.toString());
        assertThat(shown.body().get("status").asString()).isEqualTo("escalated");
        // an older act, told late by a call, changes nothing
        Answer late = act(walk, handoff, "release", 0, null, null);
        assertThat(late.status()).isEqualTo(200);
        assertThat(late.body().get("handler_id").asString()).isEqualTo(dana.userId().toString());
        var resolved = new HashMap<String, Object>();
        resolved.put("session_id", session);
        resolved.put("source_walk_id", walk);
        resolved.put("resolution", Map.of("summary", "Share permission was missing; added."));
        resolved.put("resolved_at", Instant.now());
        resolved.put("occurred_at", Instant.now());
        publish(
                "rf.session.events",
                "session.resolved",
                UUID.randomUUID(),
                session,
                1,
                resolved,
                "/session-service");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(get(walk(walk), lee).body().at("/escalation/state").asString())
                                .isEqualTo("resolved"));
        Answer done = get(walk(walk), lee);
        assertThat(done.body().at("/escalation/outcome_summary").asString())
                .startsWith("Share permission");
        assertThat(done.body().get("status").asString()).isEqualTo("escalated");
        assertThat(
                        get("/api/v1/l1/tickets/" + done.body().get("ticket_id").asString(), lee)
                                .body()
                                .get("status")
                                .asString())
                .isEqualTo("resolved");
    }

    @Test
    void actsOfTheHandoffServiceAreIdempotentByEpoch() {
        UUID walk = escalated();
        UUID handoff = handoff(walk);
        Answer claimed = act(walk, handoff, "claim", 1, dana.userId(), dana.name());
        assertThat(claimed.status()).isEqualTo(200);
        assertThat(claimed.body().get("session_status").asString()).isEqualTo("escalated");
        assertThat(
                        act(walk, handoff, "claim", 1, owner.userId(), owner.name())
                                .body()
                                .get("handler_id")
                                .asString())
                .isEqualTo(dana.userId().toString());
        Answer released = act(walk, handoff, "release", 2, null, null);
        assertThat(released.body().get("handler_id").isNull()).isTrue();
        Answer cancelled = act(walk, handoff, "cancel", 3, null, null);
        assertThat(cancelled.body().get("session_status").asString()).isEqualTo("active");
        Answer active = get(walk(walk), lee);
        assertThat(active.body().get("escalated_at").isNull()).isTrue();
        assertThat(active.body().at("/escalation/state").asString()).isEqualTo("cancelled");
        Answer finished = act(walk, handoff, "claim", 4, dana.userId(), dana.name());
        assertThat(finished.status()).isEqualTo(409);
        assertThat(finished.code()).isEqualTo("session_finished");
        assertThat(finished.body().get("reason").asString()).isEqualTo("cancelled");
        assertThat(act(walk, UUID.randomUUID(), "claim", 1, dana.userId(), dana.name()).status())
                .isEqualTo(404);
        Answer again =
                post(walk(walk) + "/escalate", Map.of("reason_category", "time_exceeded"), lee);
        assertThat(again.status()).isEqualTo(200);
        assertThat(requests(walk)).hasSize(2);
    }

    @Test
    void theBundleIsForNamedServicesInsideTheAccountOnly() {
        UUID walk = escalated();
        String path = "/internal/v1/l1/sessions/" + walk + "/bundle";
        var here = Map.of("X-RF-Account-Id", account.toString());
        Answer bundle =
                send("GET", path, null, TestService.client("session-service").bearer(), here);
        assertThat(bundle.status()).isEqualTo(200);
        assertThat(bundle.body().at("/continuation/problem_summary").asString()).isEqualTo(VPN);
        assertThat(bundle.body().get("package_markdown").asString()).contains("## Problem");
        assertThat(
                        send(
                                        "GET",
                                        path,
                                        null,
                                        TestService.client("psa-writeback-service").bearer(),
                                        here)
                                .code())
                .isEqualTo("client_not_allowed");
        var elsewhere = Map.of("X-RF-Account-Id", UUID.randomUUID().toString());
        assertThat(
                        send(
                                        "GET",
                                        path,
                                        null,
                                        TestService.client("session-service").bearer(),
                                        elsewhere)
                                .status())
                .isEqualTo(404);
        String context = "/internal/v1/l1/sessions/" + walk + "/writeback-context";
        Answer writeback =
                send(
                        "GET",
                        context,
                        null,
                        TestService.client("psa-writeback-service").bearer(),
                        here);
        assertThat(writeback.body().get("continuation").isNull()).isTrue();
        assertThat(writeback.body().at("/ticket/kind").asString()).isEqualTo("internal");
    }

    private UUID handoff(UUID walk) {
        return UUID.fromString(get(walk(walk), lee).body().at("/escalation/handoff_id").asString());
    }

    private Answer act(
            UUID walk,
            UUID handoff,
            String act,
            int epoch,
            @Nullable UUID handler,
            @Nullable String name) {
        var body = new HashMap<String, @Nullable Object>();
        body.put("claim_epoch", epoch);
        body.put("handler_id", handler);
        body.put("handler_name", name);
        body.put("actor_id", dana.userId());
        body.put("actor_name", dana.name());
        body.put("at", Instant.now());
        return send(
                "PUT",
                "/internal/v1/l1/sessions/" + walk + "/handoffs/" + handoff + "/" + act,
                body,
                TestService.client("handoff-service").bearer(),
                Map.of("X-RF-Account-Id", account.toString()));
    }

    private Map<String, @Nullable Object> event(
            UUID walk,
            UUID handoff,
            int epoch,
            String status,
            @Nullable UUID handler,
            @Nullable String name) {
        var data = new HashMap<String, @Nullable Object>();
        data.put("handoff_id", handoff);
        data.put("source_kind", "l1_walk");
        data.put("source_id", walk);
        data.put("walk_id", walk);
        data.put("status", status);
        data.put("claim_epoch", epoch);
        data.put("handler_id", handler);
        data.put("handler_name", name);
        data.put("actor_id", handler);
        data.put("actor_name", name);
        data.put("claimed_at", Instant.now());
        data.put("occurred_at", Instant.now());
        return data;
    }

    private void send(
            String type, UUID eventId, UUID handoff, long seq, Map<String, @Nullable Object> data) {
        publish("rf.handoff.events", type, eventId, handoff, seq, data, "/handoff-service");
    }

    private void publish(
            String topic,
            String type,
            UUID eventId,
            UUID subject,
            long seq,
            Map<String, ?> data,
            String source) {
        var event =
                CloudEventBuilder.v1()
                        .withId(eventId.toString())
                        .withType(type)
                        .withSource(URI.create(source))
                        .withSubject(subject.toString())
                        .withTime(OffsetDateTime.now(ZoneOffset.UTC))
                        .withDataContentType("application/json")
                        .withExtension("accountid", account.toString())
                        .withExtension("aggregateseq", Long.toString(seq))
                        .withData(json.writeValueAsString(data).getBytes(StandardCharsets.UTF_8))
                        .build();
        kafka.send(topicPrefix + topic, account + ":" + subject, event).join();
    }
}
