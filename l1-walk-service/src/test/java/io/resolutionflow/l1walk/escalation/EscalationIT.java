package io.resolutionflow.l1walk.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.l1walk.RunningDesk;
import io.resolutionflow.platform.testing.events.TestEvent;
import io.resolutionflow.platform.testing.service.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EscalationIT extends RunningDesk {

    private UUID escalated() {
        UUID walk = vpnWalk(lee);
        step(walk, "q_net", "yes", lee);
        step(walk, "q_scope", "one", lee);
        step(walk, "q_stage", "connected", lee);
        Answer answer =
                post(
                        lee,
                        walk(walk) + "/escalate",
                        Map.of(
                                "reason_category",
                                "needs_permissions",
                                "reason",
                                "No rights on the file server",
                                "priority",
                                "high"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("status").asString()).isEqualTo("escalated");
        assertThat(answer.json().get("resolved_at").isNull()).isTrue();
        assertThat(answer.json().at("/escalation/state").asString()).isEqualTo("requested");
        assertThat(answer.json().at("/escalation/escalated_by_name").asString())
                .isEqualTo(lee.name());
        return walk;
    }

    private List<JsonNode> requests(UUID walk) {
        return rows().payloads(walk, "l1.handoff_requested").stream().map(json::readTree).toList();
    }

    @Test
    void anEscalationCommitsExactlyOneRequestWithAllThatIsNeeded() {
        UUID walk = escalated();
        Answer again =
                post(lee, walk(walk) + "/escalate", Map.of("reason_category", "time_exceeded"));
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
        Answer ticket = get(lee, "/api/v1/l1/tickets/" + data.at("/ticket/id").asString());
        assertThat(ticket.json().get("status").asString()).isEqualTo("escalated");
    }

    /** KD-72. */
    @Test
    void theReasonIsOneOfAClosedListAndOtherNeedsWords() {
        UUID walk = vpnWalk(lee);
        assertThat(
                        post(lee, walk(walk) + "/escalate", Map.of("reason_category", "because"))
                                .status())
                .isEqualTo(422);
        assertThat(
                        post(
                                        lee,
                                        walk(walk) + "/escalate",
                                        Map.of("reason_category", "other", "reason", "no"))
                                .status())
                .isEqualTo(422);
        assertThat(requests(walk)).isEmpty();
        assertThat(
                        post(
                                        lee,
                                        walk(walk) + "/escalate",
                                        Map.of("reason_category", "other", "reason", "n/a"))
                                .status())
                .isEqualTo(200);
    }

    @Test
    void anEscalationWithoutAWalkHasTheSameShape() {
        Answer answer =
                post(
                        lee,
                        "/api/v1/l1/escalate-without-walk",
                        Map.of(
                                "problem_statement",
                                "server room is on fire",
                                "reason_category",
                                "outage_multiple_users"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("session_kind").asString()).isEqualTo("adhoc");
        assertThat(answer.json().get("status").asString()).isEqualTo("escalated");
        JsonNode data = requests(answer.id("id")).getFirst();
        assertThat(data.get("origin").asString()).isEqualTo("l1_escalate_without_walk");
        assertThat(data.at("/snapshot/walked_path")).isEmpty();
        assertThat(get(lee, "/api/v1/l1/escalations/mine").json()).hasSize(1);
        assertThat(get(dana, "/api/v1/l1/escalations").json()).hasSize(1);
        assertThat(get(mia, "/api/v1/l1/escalations/mine").json()).isEmpty();
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
                        assertThat(get(lee, walk(walk)).json().at("/escalation/state").asString())
                                .isEqualTo("claimed"));
        Answer shown = get(lee, walk(walk));
        assertThat(shown.json().at("/escalation/claimed_by_name").asString())
                .isEqualTo(dana.name());
        assertThat(shown.json().at("/escalation/ai_session_id").asString())
                .isEqualTo(session.toString());
        assertThat(shown.json().get("status").asString()).isEqualTo("escalated");
        // an older act, told late by a call, changes nothing
        Answer late = act(walk, handoff, "release", 0, null, null);
        assertThat(late.status()).isEqualTo(200);
        assertThat(late.json().get("handler_id").asString()).isEqualTo(dana.userId().toString());
        var resolved = new HashMap<String, Object>();
        resolved.put("session_id", session);
        resolved.put("source_walk_id", walk);
        resolved.put("resolution", Map.of("summary", "Share permission was missing; added."));
        resolved.put("resolved_at", Instant.now());
        resolved.put("occurred_at", Instant.now());
        publish(
                "rf.session.events",
                "session.resolved",
                session,
                1,
                json.writeValueAsString(resolved));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(get(lee, walk(walk)).json().at("/escalation/state").asString())
                                .isEqualTo("resolved"));
        Answer done = get(lee, walk(walk));
        assertThat(done.json().at("/escalation/outcome_summary").asString())
                .startsWith("Share permission");
        assertThat(done.json().get("status").asString()).isEqualTo("escalated");
        assertThat(
                        get(lee, "/api/v1/l1/tickets/" + done.json().get("ticket_id").asString())
                                .json()
                                .get("status")
                                .asString())
                .isEqualTo("resolved");
    }

    /** KD-71. */
    @Test
    void theEventOfAClaimFillsInTheSessionThatItsCallCouldNotName() {
        UUID walk = escalated();
        UUID handoff = handoff(walk);
        UUID session = UUID.randomUUID();
        act(walk, handoff, "claim", 1, dana.userId(), dana.name());
        claimedEvent(walk, handoff, session, 1);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(
                                        get(lee, walk(walk))
                                                .json()
                                                .at("/escalation/ai_session_id")
                                                .asString())
                                .isEqualTo(session.toString()));
    }

    @Test
    void theSessionOfAnEarlierHandoffResolvesNeitherALaterOneNorItsTicket() {
        UUID walk = escalated();
        UUID first = handoff(walk);
        UUID old = UUID.randomUUID();
        claimedEvent(walk, first, old, 1);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        get(lee, walk(walk))
                                .json()
                                .at("/escalation/ai_session_id")
                                .asString("")
                                .equals(old.toString()));
        act(walk, first, "release", 2, null, null);
        act(walk, first, "cancel", 3, null, null);
        post(lee, walk(walk) + "/escalate", Map.of("reason_category", "time_exceeded"));
        UUID second = handoff(walk);

        resolved(walk, old, "Of the hand-off before");
        act(walk, second, "claim", 1, dana.userId(), dana.name());
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(10))
                .until(() ->
                        get(lee, walk(walk))
                                .json()
                                .at("/escalation/state")
                                .asString()
                                .equals("claimed"));
        assertThat(ticketStatus(walk)).isEqualTo("escalated");

        UUID session = UUID.randomUUID();
        claimedEvent(walk, second, session, 1);
        resolved(walk, session, "Rights added");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ticketStatus(walk)).isEqualTo("resolved"));
    }

    private String ticketStatus(UUID walk) {
        String ticket = get(lee, walk(walk)).json().get("ticket_id").asString();
        return get(lee, "/api/v1/l1/tickets/" + ticket).json().get("status").asString();
    }

    private void claimedEvent(UUID walk, UUID handoff, UUID session, int epoch) {
        var claimed = event(walk, handoff, epoch, "claimed", dana.userId(), dana.name());
        claimed.put("session_id", session);
        send("handoff.claimed", UUID.randomUUID(), handoff, 1, claimed);
    }

    private void resolved(UUID walk, UUID session, String summary) {
        publish(
                "rf.session.events",
                "session.resolved",
                session,
                1,
                json.writeValueAsString(
                        Map.of(
                                "session_id",
                                session,
                                "source_walk_id",
                                walk,
                                "resolution",
                                Map.of("summary", summary),
                                "resolved_at",
                                Instant.now(),
                                "occurred_at",
                                Instant.now())));
    }

    @Test
    void actsOfTheHandoffServiceAreIdempotentByEpoch() {
        UUID walk = escalated();
        UUID handoff = handoff(walk);
        Answer claimed = act(walk, handoff, "claim", 1, dana.userId(), dana.name());
        assertThat(claimed.status()).isEqualTo(200);
        assertThat(claimed.json().get("session_status").asString()).isEqualTo("escalated");
        assertThat(
                        act(walk, handoff, "claim", 1, owner.userId(), owner.name())
                                .json()
                                .get("handler_id")
                                .asString())
                .isEqualTo(dana.userId().toString());
        Answer released = act(walk, handoff, "release", 2, null, null);
        assertThat(released.json().get("handler_id").isNull()).isTrue();
        Answer cancelled = act(walk, handoff, "cancel", 3, null, null);
        assertThat(cancelled.json().get("session_status").asString()).isEqualTo("active");
        Answer active = get(lee, walk(walk));
        assertThat(active.json().get("escalated_at").isNull()).isTrue();
        assertThat(active.json().at("/escalation/state").asString()).isEqualTo("cancelled");
        Answer finished = act(walk, handoff, "claim", 4, dana.userId(), dana.name());
        assertThat(finished.status()).isEqualTo(409);
        assertThat(finished.code()).isEqualTo("session_finished");
        assertThat(finished.json().get("reason").asString()).isEqualTo("cancelled");
        assertThat(act(walk, UUID.randomUUID(), "claim", 1, dana.userId(), dana.name()).status())
                .isEqualTo(404);
        Answer again =
                post(lee, walk(walk) + "/escalate", Map.of("reason_category", "time_exceeded"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(requests(walk)).hasSize(2);
    }

    @Test
    void theBundleIsForNamedServicesInsideTheAccountOnly() {
        UUID walk = escalated();
        String path = "/internal/v1/l1/sessions/" + walk + "/bundle";
        Answer bundle = internal("session-service", "GET", path, null);
        assertThat(bundle.status()).isEqualTo(200);
        assertThat(bundle.json().at("/continuation/problem_summary").asString()).isEqualTo(VPN);
        assertThat(bundle.json().get("package_markdown").asString()).contains("## Problem");
        assertThat(internal("psa-writeback-service", "GET", path, null).code())
                .isEqualTo("client_not_allowed");
        UUID elsewhere = UUID.randomUUID();
        assertThat(call("GET", request("session-service", elsewhere, path), null).status())
                .isEqualTo(404);
        String context = "/internal/v1/l1/sessions/" + walk + "/writeback-context";
        Answer writeback = internal("psa-writeback-service", "GET", context, null);
        assertThat(writeback.json().get("continuation").isNull()).isTrue();
        assertThat(writeback.json().at("/ticket/kind").asString()).isEqualTo("internal");
    }

    private UUID handoff(UUID walk) {
        return UUID.fromString(get(lee, walk(walk)).json().at("/escalation/handoff_id").asString());
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
        return internal(
                "handoff-service",
                "PUT",
                "/internal/v1/l1/sessions/" + walk + "/handoffs/" + handoff + "/" + act,
                body);
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
        publish(
                "rf.handoff.events",
                new TestEvent(eventId, type, account, handoff, seq, json.writeValueAsString(data)));
    }
}
