package io.resolutionflow.handoff;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Contract-handoffs §7.2: what leaves the house, once each, whatever the receivers do. */
class DeliveryIT extends RunningService {

    private static final String CHANNELS = ChannelIT.CHANNELS;

    private final UUID session = UUID.randomUUID();
    private final String hook = "/hook/" + UUID.randomUUID();

    @BeforeEach
    void everybodyWorksHere() {
        everybodyIsKnown();
        Neighbours.nobodyElse();
    }

    private Answer channel(String type, Map<String, Object> more) {
        var body = new HashMap<String, Object>();
        body.put("type", type);
        body.put("name", "Board");
        body.put("url", Neighbours.url() + hook);
        body.put("events_enabled", new String[] {"session.escalated", "l1.session.escalated"});
        body.putAll(more);
        Answer created = post(owner, CHANNELS, body);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return created;
    }

    private void receiverAnswers(ResponseDefinitionBuilder answer) {
        Neighbours.SERVER.stubFor(WireMock.post(urlPathEqualTo(hook)).willReturn(answer));
    }

    private List<LoggedRequest> received() {
        return Neighbours.SERVER.findAll(postRequestedFor(urlPathEqualTo(hook)));
    }

    private JsonNode deliveries(UUID channel) {
        return get(owner, CHANNELS + "/" + channel + "/deliveries").json();
    }

    private JsonNode awaitDelivery(UUID channel, String state) {
        await().atMost(SOON)
                .untilAsserted(() -> {
                    assertThat(deliveries(channel)).isNotEmpty();
                    assertThat(deliveries(channel).get(0).path("state").stringValue())
                            .isEqualTo(state);
                });
        return deliveries(channel).get(0);
    }

    private static String signed(String secret, LoggedRequest request) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String text =
                request.getHeader("webhook-id")
                        + "."
                        + request.getHeader("webhook-timestamp")
                        + "."
                        + request.getBodyAsString();
        return "v1,"
                + Base64.getEncoder()
                        .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_webhook_is_signed_and_says_what_the_contract_says() throws Exception {
        receiverAnswers(aResponse().withStatus(204));
        Answer channel = channel("webhook", Map.of());
        UUID id = channel.id("id");
        UUID handoff = escalated(ana, session);
        JsonNode delivery = awaitDelivery(id, "sent");
        assertThat(delivery.path("event").stringValue()).isEqualTo("session.escalated");
        assertThat(delivery.path("subject_id").stringValue()).isEqualTo(handoff.toString());
        assertThat(delivery.path("attempts").intValue()).isEqualTo(1);
        assertThat(delivery.path("last_http_status").intValue()).isEqualTo(204);
        assertThat(delivery.path("next_attempt_at").isNull()).isTrue();
        assertThat(delivery.path("sent_at").isNull()).isFalse();
        LoggedRequest request = received().getFirst();
        assertThat(request.getHeader("webhook-id")).isEqualTo(delivery.path("id").stringValue());
        assertThat(request.getHeader("Content-Type")).startsWith("application/json");
        assertThat(request.getHeader("webhook-signature"))
                .isEqualTo(signed(channel.text("signing_secret"), request));
        JsonNode body = json.readTree(request.getBodyAsString());
        assertThat(body.path("id").stringValue()).isEqualTo(request.getHeader("webhook-id"));
        assertThat(body.path("type").stringValue()).isEqualTo("session.escalated");
        assertThat(body.path("account_id").stringValue()).isEqualTo(account.toString());
        assertThat(body.path("link").stringValue())
                .isEqualTo("https://desk.example.test/pilot/" + session + "?pickup=true");
        assertThat(body.path("data").path("handoff_id").stringValue())
                .isEqualTo(handoff.toString());
        assertThat(body.path("data").propertyNames())
                .containsExactlyInAnyOrder(
                        "handoff_id",
                        "source_kind",
                        "source_id",
                        "session_id",
                        "priority",
                        "title",
                        "reason",
                        "handed_off_by_name",
                        "status");

        Answer rotated = post(owner, CHANNELS + "/" + id + "/rotate-secret", null);
        assertThat(rotated.json().path("previous_valid_until").isNull()).isFalse();
        Answer tested = post(owner, CHANNELS + "/" + id + "/test", null);
        assertThat(tested.json().path("ok").booleanValue()).isTrue();
        assertThat(tested.json().path("http_status").intValue()).isEqualTo(204);
        LoggedRequest second = received().getLast();
        assertThat(second.getHeader("webhook-signature"))
                .isEqualTo(
                        signed(rotated.text("signing_secret"), second)
                                + " "
                                + signed(channel.text("signing_secret"), second));
    }

    @Test
    void slack_and_teams_get_their_own_form_and_no_notes() {
        receiverAnswers(aResponse().withStatus(200));
        channel("slack", Map.of());
        channel("teams", Map.of("url", Neighbours.url() + hook + "?sig=abc"));
        escalated(ana, session);
        await().atMost(SOON).untilAsserted(() -> assertThat(received()).hasSize(2));
        var bodies = received().stream().map(request -> json.readTree(request.getBody())).toList();
        assertThat(bodies)
                .anySatisfy(slack -> {
                    assertThat(slack.path("text").asString("")).contains("Ana Ruiz escalated");
                    assertThat(slack.path("blocks")).isNotEmpty();
                })
                .anySatisfy(teams ->
                        assertThat(
                                        teams.path("attachments")
                                                .path(0)
                                                .path("content")
                                                .path("type")
                                                .asString(""))
                                .isEqualTo("AdaptiveCard"));
        assertThat(bodies.toString()).doesNotContain("# Notes");
    }

    @Test
    void a_failing_receiver_is_tried_four_times_under_one_id_and_then_given_up() {
        receiverAnswers(aResponse().withStatus(503));
        UUID channel = channel("webhook", Map.of()).id("id");
        escalated(ana, session);
        JsonNode delivery = awaitDelivery(channel, "failed");
        assertThat(delivery.path("attempts").intValue()).isEqualTo(4);
        assertThat(delivery.path("last_http_status").intValue()).isEqualTo(503);
        assertThat(delivery.path("last_error_code").stringValue()).isEqualTo("http_error");
        assertThat(received()).hasSize(4);
        assertThat(received())
                .extracting(request -> request.getHeader("webhook-id"))
                .containsOnly(delivery.path("id").stringValue());
    }

    @Test
    void a_refusal_is_final_and_a_receiver_that_is_gone_switches_its_channel_off() {
        receiverAnswers(aResponse().withStatus(400));
        UUID channel = channel("webhook", Map.of()).id("id");
        escalated(ana, session);
        assertThat(awaitDelivery(channel, "failed").path("attempts").intValue()).isOne();
        receiverAnswers(aResponse().withStatus(410));
        escalated(ana, UUID.randomUUID());
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        get(owner, CHANNELS + "/" + channel)
                                                .json()
                                                .path("enabled")
                                                .booleanValue())
                                .isFalse());
        assertThat(received()).hasSize(2);
        Answer tested = post(owner, CHANNELS + "/" + channel + "/test", null);
        assertThat(tested.status()).isEqualTo(200);
        assertThat(tested.json().path("ok").booleanValue()).isFalse();
        assertThat(tested.json().path("http_status").intValue()).isEqualTo(410);
        assertThat(tested.text("error_code")).isEqualTo("receiver_gone");
    }

    /** KD-46: what is still pending when somebody claims goes to nobody. */
    @Test
    void a_claim_cancels_what_was_not_sent_yet() {
        receiverAnswers(aResponse().withStatus(429).withHeader("Retry-After", "30"));
        UUID channel = channel("webhook", Map.of()).id("id");
        UUID handoff = escalated(ana, session);
        await().atMost(SOON).untilAsserted(() -> assertThat(received()).hasSize(1));
        JsonNode waiting = awaitDelivery(channel, "pending");
        assertThat(waiting.path("last_http_status").intValue()).isEqualTo(429);
        claim(dana, session, handoff);
        assertThat(awaitDelivery(channel, "cancelled").path("attempts").intValue()).isOne();
        assertThat(received()).hasSize(1);
    }

    @Test
    void mail_goes_to_the_target_only_when_there_is_one_and_not_to_who_declined_it() {
        patch(
                eli,
                "/api/v1/notifications/preferences",
                "{\"email\": {\"session.escalated\": false}}");
        UUID open = UUID.randomUUID();
        escalated(ana, open);
        await().atMost(SOON).untilAsserted(() -> assertThat(Mailbox.about(open)).hasSize(2));
        assertThat(Mailbox.about(open))
                .extracting(Mailbox::to)
                .containsExactlyInAnyOrder("dana.reyes@example.test", "olivia.grant@example.test");
        String source = Mailbox.source(Mailbox.about(open).getFirst());
        assertThat(source)
                .contains("text/plain")
                .contains("text/html")
                .contains("Ana Ruiz escalated: VPN drops every 10 minutes")
                .contains("@resolutionflow>")
                .doesNotContain("# Notes");
        UUID meant = UUID.randomUUID();
        publish(
                "rf.session.events",
                "session.handoff_requested",
                meant,
                1,
                Events.sessionHandoff(
                                UUID.randomUUID(), meant, ana, "escalate", "escalate", "normal")
                        .replace(
                                "\"target_user_id\": null",
                                "\"target_user_id\": \"" + dana.userId() + "\""));
        await().atMost(SOON).untilAsserted(() -> assertThat(Mailbox.about(meant)).hasSize(1));
        assertThat(Mailbox.to(Mailbox.about(meant).getFirst()))
                .isEqualTo("dana.reyes@example.test");
        assertThat(get(eli, "/api/v1/notifications").json()).hasSize(2);
    }

    @Test
    void l1_escalations_reach_the_named_people_and_everybody_when_none_of_them_is_left() {
        receiverAnswers(aResponse().withStatus(200));
        UUID channel = channel("webhook", Map.of()).id("id");
        Map<String, Object> onlyEli = Map.of("l1_recipient_ids", new UUID[] {eli.userId()});
        patch(owner, "/api/v1/notifications/settings", onlyEli);
        walkEscalated(lee, UUID.randomUUID());
        assertThat(awaitDelivery(channel, "sent").path("fallback_used").booleanValue()).isFalse();
        assertThat(get(eli, "/api/v1/notifications").json()).hasSize(1);
        assertThat(get(dana, "/api/v1/notifications").json()).isEmpty();
        rows().update("update member set enabled = false where user_id = ?", eli.userId());
        walkEscalated(lee, UUID.randomUUID());
        await().atMost(SOON).untilAsserted(() -> assertThat(deliveries(channel)).hasSize(2));
        assertThat(deliveries(channel).get(0).path("fallback_used").booleanValue()).isTrue();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(get(dana, "/api/v1/notifications").json()).hasSize(1));
    }

    @Test
    void a_flapping_hand_off_tells_a_channel_once_in_its_window() {
        receiverAnswers(aResponse().withStatus(200));
        UUID channel =
                channel(
                                "webhook",
                                Map.of(
                                        "events_enabled",
                                        new String[] {"session.escalated", "handoff.released"}))
                        .id("id");
        UUID handoff = escalated(ana, session);
        awaitDelivery(channel, "sent");
        claim(dana, session, handoff);
        post(dana, path(session, handoff, "release"), null);
        JsonNode again = awaitDelivery(channel, "suppressed");
        assertThat(again.path("event").stringValue()).isEqualTo("handoff.released");
        assertThat(again.path("last_error_code").stringValue()).isEqualTo("collapsed");
        assertThat(received()).hasSize(1);
        // in the app everything is told
        assertThat(get(eli, "/api/v1/notifications").json()).hasSize(2);
    }

    @Test
    void less_urgent_work_does_not_reach_a_channel_for_urgent_work() {
        receiverAnswers(aResponse().withStatus(200));
        UUID channel = channel("webhook", Map.of("min_priority", "high")).id("id");
        handedOn(ana, UUID.randomUUID(), "escalate", "escalate", "normal");
        UUID urgent = handedOn(ana, UUID.randomUUID(), "escalate", "escalate", "high");
        assertThat(awaitDelivery(channel, "sent").path("subject_id").stringValue())
                .isEqualTo(urgent.toString());
        assertThat(deliveries(channel)).hasSize(1);
    }

    @Test
    void the_deliveries_of_a_channel_are_paged_skipped_and_filtered() {
        receiverAnswers(aResponse().withStatus(200));
        UUID channel = channel("webhook", Map.of()).id("id");
        for (int i = 0; i < 3; i++) {
            escalated(ana, UUID.randomUUID());
        }
        String list = CHANNELS + "/" + channel + "/deliveries";
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(get(owner, list + "?state=sent").json()).hasSize(3));
        List<String> all = ids(get(owner, list));

        assertThat(ids(get(owner, list + "?skip=0"))).isEqualTo(all);
        assertThat(ids(get(owner, list + "?skip=1"))).isEqualTo(all.subList(1, 3));
        assertThat(ids(get(owner, list + "?skip=1&limit=1&state=sent")))
                .isEqualTo(all.subList(1, 2));
        assertThat(ids(get(owner, list + "?skip=3"))).isEmpty();
        Answer first = get(owner, list + "?limit=2");
        assertThat(ids(first)).isEqualTo(all.subList(0, 2));
        String next = first.header("Link").replaceAll("<(.*)>; rel=\"next\"", "$1");
        assertThat(ids(get(owner, next))).isEqualTo(all.subList(2, 3));
        assertThat(get(owner, next + "&skip=1").text("code")).isEqualTo("paging_conflict");
        for (String wrong :
                List.of("skip=-1", "skip=10001", "skip=x", "limit=0", "limit=101", "state=gone")) {
            assertThat(get(owner, list + "?" + wrong).text("code"))
                    .as(wrong)
                    .isEqualTo("validation_failed");
        }
        assertThat(get(owner, list + "?state=failed").json()).isEmpty();
        assertThat(get(dana, list).text("code")).isEqualTo("role_required");
        TestPerson stranger = TestPerson.owner(UUID.randomUUID());
        assertThat(get(stranger, list + "?skip=1").text("code")).isEqualTo("not_found");
    }

    private static List<String> ids(Answer deliveries) {
        return deliveries
                .json()
                .valueStream()
                .map(delivery -> delivery.path("id").stringValue())
                .toList();
    }

    /**
     * The schedule is shortened from 30 s, 2 min and 10 min. The receiver refuses each message
     * twice, the first time after a long silence, and takes it then.
     */
    @Test
    void receivers_that_are_down_lose_nothing_double_nothing_and_slow_nobody() {
        UUID channel = channel("webhook", Map.of()).id("id");
        var handoffs = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            UUID source = UUID.randomUUID();
            Neighbours.sessionOf(ana, source, 1);
            refusesTwice(source);
            Answer made =
                    post(
                            ana,
                            "/api/v1/ai-sessions/" + source + "/handoff",
                            "{\"intent\": \"escalate\", \"reason\": \"Stuck.\"}");
            handoffs.add(made.text("id"));
        }
        // had a hand-off waited for its receiver, the last one's would have answered by now
        assertThat(
                        count(
                                "select count(*) from notification_delivery where last_http_status is not null and channel_id is not null"))
                .isLessThan(10);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        count(
                                                "select count(*) from notification_delivery where state = 'sent' and channel_id is not null"))
                                .isEqualTo(10));
        assertThat(deliveries(channel))
                .extracting(delivery -> delivery.path("subject_id").stringValue())
                .containsExactlyInAnyOrderElementsOf(handoffs);
        var tries =
                received().stream()
                        .collect(groupingBy(one -> one.getHeader("webhook-id"), counting()));
        assertThat(tries).hasSize(10).values().containsOnly(3L);
    }

    private void refusesTwice(UUID source) {
        String[] states = {Scenario.STARTED, "refused once", "refused twice"};
        for (int i = 0; i < states.length; i++) {
            boolean last = i == states.length - 1;
            Neighbours.SERVER.stubFor(
                    WireMock.post(urlPathEqualTo(hook))
                            .withRequestBody(containing(source.toString()))
                            .inScenario(source.toString())
                            .whenScenarioStateIs(states[i])
                            .willSetStateTo(states[last ? i : i + 1])
                            .willReturn(
                                    aResponse()
                                            .withStatus(last ? 200 : 503)
                                            .withFixedDelay(i == 0 ? 2_000 : 0)));
        }
    }

    @Test
    void notes_that_failed_and_paused_connections_reach_those_who_can_mend_them() {
        UUID writeback = UUID.randomUUID();
        publish(
                "rf.psa.events",
                "psa.writeback_failed",
                writeback,
                1,
                """
                {"writeback_id": "%s", "session_id": "%s", "walk_id": null, "requested_by": "%s", "handler_id": null,
                 "message": "The status could not be confirmed.", "occurred_at": "2026-11-20T14:03:08Z"}
                """
                        .formatted(writeback, session, dana.userId()));
        UUID connection = UUID.randomUUID();
        publish(
                "rf.psa.events",
                "psa.connection_paused",
                connection,
                1,
                """
                {"connection_id": "%s", "provider": "connectwise", "display_name": "Acme PSA", "reason": "credentials_rejected",
                 "occurred_at": "2026-11-20T14:03:08Z"}
                """
                        .formatted(connection));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(get(owner, "/api/v1/notifications").json()).hasSize(2));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(get(dana, "/api/v1/notifications").json()).hasSize(1));
        JsonNode notice = get(dana, "/api/v1/notifications").json().get(0);
        assertThat(notice.path("event").stringValue()).isEqualTo("psa.writeback_failed");
        assertThat(notice.path("link").stringValue()).isEqualTo("/pilot/" + session);
        assertThat(get(eli, "/api/v1/notifications").json()).isEmpty();
    }

    @Test
    void news_of_the_knowledge_base_reach_reviewers_and_authors() {
        UUID proposal = UUID.randomUUID();
        String data =
                """
                {"proposal_id": "%s", "title": "VPN without share", "link": "/review/%s", "author_ids": ["%s"], "occurred_at": "2026-11-20T14:03:08Z"}
                """
                        .formatted(proposal, proposal, eli.userId());
        publish("rf.l1.events", "l1.proposal_pending", proposal, 1, data);
        publish("rf.l1.events", "l1.proposal_approved", proposal, 2, data);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(get(eli, "/api/v1/notifications").json()).hasSize(1));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(get(owner, "/api/v1/notifications").json()).hasSize(1));
        assertThat(get(eli, "/api/v1/notifications").json().get(0).path("event").stringValue())
                .isEqualTo("proposal.approved");
        assertThat(get(owner, "/api/v1/notifications").json().get(0).path("link").stringValue())
                .isEqualTo("/review/" + proposal);
        assertThat(get(dana, "/api/v1/notifications").json()).isEmpty();
    }
}
