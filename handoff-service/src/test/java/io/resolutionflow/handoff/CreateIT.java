package io.resolutionflow.handoff;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.resolutionflow.platform.testing.events.TestEvent;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Contract-handoffs §2.3 and POST handoff: four entries, one row. */
class CreateIT extends RunningService {

    private static final String ESCALATE =
            "{\"intent\": \"escalate\", \"reason\": \"Needs a network engineer.\", \"priority\": \"high\"}";
    private final UUID session = UUID.randomUUID();
    private final String create = "/api/v1/ai-sessions/" + session + "/handoff";

    @Test
    void the_handler_hands_a_session_on() {
        Neighbours.sessionOf(ana, session, 3);
        Answer created = post(ana, create, ESCALATE);
        assertThat(created.status()).isEqualTo(201);
        UUID handoff = UUID.fromString(created.text("id"));
        assertThat(created.header("Location")).isEqualTo(path(session, handoff));
        assertThat(handoff.version()).isEqualTo(7);
        assertThat(created.text("status")).isEqualTo("open");
        assertThat(created.text("origin")).isEqualTo("handoff");
        assertThat(created.text("priority")).isEqualTo("high");
        assertThat(created.text("session_status")).isEqualTo("requesting_escalation");
        assertThat(created.text("assessment_state")).isIn("pending", "running");
        assertThat(created.text("handed_off_by_name")).isEqualTo("Ana Ruiz");
        assertThat(created.text("psa_ticket_id")).isEqualTo("1042");
        assertThat(published("handoff.created", handoff)).isOne();

        Answer single = get(dana, path(session, handoff));
        assertThat(single.json().path("transitions").get(0).path("to").stringValue())
                .isEqualTo("open");
        assertThat(single.json().path("snapshot").path("title").stringValue())
                .isEqualTo("VPN drops every 10 minutes");
    }

    @Test
    void the_event_of_the_same_hand_off_adds_nothing_KD_33() {
        Neighbours.sessionOf(ana, session, 1);
        UUID handoff = UUID.fromString(post(ana, create, ESCALATE).text("id"));
        UUID eventId = UUID.randomUUID();
        for (int replay = 0; replay < 3; replay++) {
            publish(
                    "rf.session.events",
                    new TestEvent(
                            eventId,
                            "session.handoff_requested",
                            account,
                            session,
                            1,
                            Events.sessionHandoff(
                                    handoff, session, ana, "escalate", "handoff", "high")));
        }
        // a second event of the aggregate proves that the first was taken
        publish(
                "rf.session.events",
                "session.package_attached",
                session,
                2,
                "{\"handoff_id\": \"%s\", \"writeback_id\": \"%s\"}"
                        .formatted(handoff, UUID.randomUUID()));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        count(
                                                "select count(*) from handoff where package_writeback_id is not null"))
                                .isOne());
        assertOneOfEverything(handoff);
    }

    @Test
    void the_event_may_come_first_and_the_call_then_finds_its_row_KD_33() {
        UUID[] minted = new UUID[1];
        Neighbours.SERVER.stubFor(
                WireMock.put(
                                urlPathMatching(
                                        "/internal/v1/ai-sessions/" + session + "/handoffs/[^/]+"))
                        .atPriority(1)
                        .willReturn(aResponse().withStatus(500)));
        String key = UUID.randomUUID().toString();
        Answer away = post(ana, create, ESCALATE, key);
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.text("code")).isEqualTo("service_unavailable");
        assertThat(away.header("Retry-After")).isNotEmpty();
        minted[0] = lastRequestedId();

        // the transition had happened, only its answer was lost
        publish(
                "rf.session.events",
                "session.handoff_requested",
                session,
                1,
                Events.sessionHandoff(minted[0], session, ana, "escalate", "handoff", "high"));
        awaitRow(minted[0]);
        Neighbours.usual();
        Neighbours.sessionOf(ana, session, 1);
        Answer repeated = post(ana, create, ESCALATE, key);
        assertThat(repeated.status()).isEqualTo(201);
        assertThat(repeated.text("id")).isEqualTo(minted[0].toString());
        assertOneOfEverything(minted[0]);
    }

    @Test
    void the_id_is_kept_over_retries_with_the_same_key() {
        Neighbours.SERVER.stubFor(
                WireMock.put(
                                urlPathMatching(
                                        "/internal/v1/ai-sessions/" + session + "/handoffs/[^/]+"))
                        .atPriority(1)
                        .willReturn(aResponse().withStatus(500)));
        String key = UUID.randomUUID().toString();
        for (int i = 0; i < 3; i++) {
            assertThat(post(ana, create, ESCALATE, key).status()).isEqualTo(503);
        }
        assertThat(requestedIds()).hasSize(1);
        post(ana, create, ESCALATE);
        assertThat(requestedIds()).hasSize(2);
    }

    @Test
    void a_package_post_is_a_hand_off_like_any_other_KD_33() {
        UUID handoff = handedOn(ana, session, "escalate", "package_post", "normal");
        Answer queue = get(dana, "/api/v1/ai-sessions/queue");
        assertThat(queue.json().get(0).path("handoff_id").stringValue())
                .isEqualTo(handoff.toString());
        assertThat(get(dana, path(session, handoff)).text("session_status")).isEqualTo("escalated");
        assertOneOfEverything(handoff);
    }

    @Test
    void only_engineers_hand_on_KD_54() {
        assertThat(post(viewer, create, "{ broken").text("code")).isEqualTo("role_required");
        assertThat(post(lee, create, ESCALATE).status()).isEqualTo(403);
    }

    @Test
    void bad_wishes_are_refused_before_the_session_is_asked() {
        assertThat(post(ana, create, "{ broken").text("code")).isEqualTo("malformed_request");
        assertField("{}", "intent", "required");
        assertField("{\"intent\": \"give\"}", "intent", "unknown_value");
        assertField("{\"intent\": \"escalate\"}", "reason", "required");
        assertField("{\"intent\": \"escalate\", \"reason\": \"  \"}", "reason", "required");
        assertField("{\"intent\": \"park\", \"priority\": \"top\"}", "priority", "unknown_value");
        assertField(
                "{\"intent\": \"park\", \"reason\": \"" + "x".repeat(501) + "\"}",
                "reason",
                "too_long");
        assertField(
                "{\"intent\": \"park\", \"engineer_notes\": \"" + "x".repeat(10_001) + "\"}",
                "engineer_notes",
                "too_long");
        assertField(
                "{\"intent\": \"park\", \"target_user_id\": \"nobody\"}",
                "target_user_id",
                "invalid_format");
        assertThat(requestedIds()).isEmpty();
    }

    private void assertField(String body, String field, String code) {
        Answer refused = post(ana, create, body);
        assertThat(refused.status()).as(body).isEqualTo(422);
        assertThat(refused.json().path("errors").get(0).path("field").stringValue())
                .as(body)
                .isEqualTo(field);
        assertThat(refused.json().path("errors").get(0).path("code").stringValue())
                .as(body)
                .isEqualTo(code);
    }

    @Test
    void the_sessions_no_is_the_answer() {
        answer(Neighbours.problem(404, "not_found", ""));
        assertThat(post(ana, create, ESCALATE).text("code")).isEqualTo("not_found");
        answer(
                Neighbours.problem(
                        403,
                        "not_session_handler",
                        "\"handler_id\": \""
                                + dana.userId()
                                + "\", \"handler_name\": \"Dana Reyes\""));
        Answer notMine = post(ana, create, ESCALATE);
        assertThat(notMine.status()).isEqualTo(403);
        assertThat(notMine.text("handler_name")).isEqualTo("Dana Reyes");
        answer(Neighbours.problem(409, "handoff_open", "\"handoff_id\": \"" + session + "\""));
        assertThat(post(ana, create, ESCALATE).text("handoff_id")).isEqualTo(session.toString());
        answer(
                Neighbours.problem(
                        409, "session_not_handoverable", "\"session_status\": \"resolved\""));
        assertThat(post(ana, create, ESCALATE).text("session_status")).isEqualTo("resolved");
    }

    private void answer(com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder response) {
        Neighbours.SERVER.stubFor(
                WireMock.put(
                                urlPathMatching(
                                        "/internal/v1/ai-sessions/" + session + "/handoffs/[^/]+"))
                        .atPriority(1)
                        .willReturn(response));
    }

    @Test
    void a_target_has_to_be_an_engineer_of_the_account() {
        Neighbours.sessionOf(ana, session, 1);
        Neighbours.SERVER.stubFor(
                WireMock.get(urlPathEqualTo("/internal/v1/ai-sessions/" + session + "/access"))
                        .willReturn(
                                okJson(
                                        "{\"visible\": true, \"is_handler\": true, \"can_write\": true}")));
        Neighbours.SERVER.stubFor(
                WireMock.get(urlPathEqualTo("/admin/realms/test/users")).willReturn(okJson("[]")));
        get(dana, "/api/v1/ai-sessions/queue");
        get(viewer, "/api/v1/notifications");
        TestPerson stranger = TestPerson.engineer(UUID.randomUUID());
        get(stranger, "/api/v1/ai-sessions/queue");

        assertThat(postTarget(ana).text("code")).isEqualTo("target_is_self");
        assertThat(postTarget(viewer).text("code")).isEqualTo("target_not_eligible");
        assertThat(postTarget(stranger).withoutTrace())
                .isEqualTo(postTarget(viewer).withoutTrace());
        Answer created = postTarget(dana);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("target_user_name")).isEqualTo("Dana Reyes");
        assertThat(
                        get(dana, "/api/v1/ai-sessions/queue?target=me")
                                .json()
                                .get(0)
                                .path("targeted_to_me")
                                .booleanValue())
                .isTrue();
    }

    @Test
    void an_escalation_after_a_park_supersedes_it() {
        UUID parked = handedOn(ana, session, "park", "handoff", "normal");
        UUID escalated = UUID.randomUUID();
        publish(
                "rf.session.events",
                "session.handoff_requested",
                session,
                2,
                Events.sessionHandoff(escalated, session, ana, "escalate", "escalate", "normal"));
        awaitRow(escalated);
        assertThat(get(ana, path(session, parked)).text("closed_reason")).isEqualTo("superseded");
        assertThat(get(ana, path(session, escalated)).text("status")).isEqualTo("open");
        assertThat(published("handoff.closed", parked)).isOne();
    }

    private Answer postTarget(TestPerson target) {
        return post(
                ana,
                create,
                "{\"intent\": \"escalate\", \"reason\": \"For you.\", \"target_user_id\": \""
                        + target.userId()
                        + "\"}");
    }

    private void assertOneOfEverything(UUID handoff) {
        assertThat(count("select count(*) from handoff")).isOne();
        assertThat(published("handoff.created", handoff)).isOne();
        assertThat(count("select count(*) from stream_event where event_type = 'handoff_created'"))
                .isOne();
        assertThat(count("select count(*) from notification_job where event = 'session.escalated'"))
                .isOne();
        assertThat(count("select count(*) from assessment_job")).isOne();
        assertThat(count("select count(*) from handoff_transition")).isOne();
    }

    private UUID lastRequestedId() {
        return requestedIds().iterator().next();
    }

    private Set<UUID> requestedIds() {
        return Neighbours.SERVER
                .findAll(
                        putRequestedFor(
                                urlPathMatching(
                                        "/internal/v1/ai-sessions/" + session + "/handoffs/[^/]+")))
                .stream()
                .map(request ->
                        UUID.fromString(
                                request.getUrl().substring(request.getUrl().lastIndexOf('/') + 1)))
                .collect(Collectors.toSet());
    }
}
