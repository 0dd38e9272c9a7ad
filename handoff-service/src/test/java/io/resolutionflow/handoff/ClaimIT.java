package io.resolutionflow.handoff;

import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Contract-handoffs §3.1: one take-over, one winner. */
class ClaimIT extends RunningService {

    private static final int CLAIMERS = 50;

    /** KD-26, KD-48: whatever the number of callers, one takes it and the others learn who. */
    @RepeatedTest(4)
    void fifty_parallel_claims_have_exactly_one_winner_KD_26() throws Exception {
        UUID session = UUID.randomUUID();
        UUID handoff = escalated(ana, session);
        var people = new ArrayList<TestPerson>();
        for (int i = 0; i < CLAIMERS; i++) {
            people.add(TestPerson.engineer(account, "Claimer " + i));
        }
        List<Callable<Answer>> claims =
                people.stream()
                        .<Callable<Answer>>map(person -> () -> claim(person, session, handoff))
                        .toList();
        List<Answer> answers = together(claims);

        List<Answer> won = answers.stream().filter(answer -> answer.status() == 200).toList();
        List<Answer> lost = answers.stream().filter(answer -> answer.status() == 409).toList();
        assertThat(won).hasSize(1);
        assertThat(lost).hasSize(CLAIMERS - 1);
        assertThat(lost)
                .allSatisfy(no -> {
                    assertThat(no.text("code")).isEqualTo("already_claimed");
                    assertThat(no.text("claimed_by_id"))
                            .isEqualTo(won.getFirst().text("claimed_by"));
                    assertThat(no.text("claimed_by_name"))
                            .isEqualTo(won.getFirst().text("claimed_by_name"));
                    assertThat(no.text("claimed_at")).isEqualTo(won.getFirst().text("claimed_at"));
                });
        assertThat(published("handoff.claimed", handoff)).isOne();
        assertThat(count("select claim_epoch from handoff where id = ?", handoff)).isOne();
        assertThat(count("select count(*) from audit_log where action = 'handoff.claim_lost'"))
                .isEqualTo(CLAIMERS - 1);
        assertThat(count("select count(*) from stream_event where event_type = 'handoff_claimed'"))
                .isOne();
    }

    @Test
    void a_repeated_claim_is_the_same_claim() {
        UUID session = UUID.randomUUID();
        UUID handoff = escalated(ana, session);
        Answer first = claim(dana, session, handoff);
        Answer again = claim(dana, session, handoff);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("claimed_at")).isEqualTo(first.text("claimed_at"));
        assertThat(again.json().path("claim_epoch").intValue()).isEqualTo(1);
        assertThat(published("handoff.claimed", handoff)).isOne();
    }

    @Test
    void the_answer_carries_the_work_and_says_that_the_session_knows() {
        UUID session = UUID.randomUUID();
        UUID handoff = escalated(ana, session);
        Answer claimed = claim(dana, session, handoff);
        assertThat(claimed.json().path("session_applied").booleanValue()).isTrue();
        assertThat(claimed.text("session_status")).isEqualTo("active");
        assertThat(claimed.text("session_id")).isEqualTo(session.toString());
        assertThat(claimed.json().path("snapshot").path("client_name").stringValue())
                .isEqualTo("Acme");
        Neighbours.SERVER.verify(
                putRequestedFor(
                                urlPathEqualTo(
                                        "/internal/v1/ai-sessions/"
                                                + session
                                                + "/handoffs/"
                                                + handoff
                                                + "/claim"))
                        .withRequestBody(matchingJsonPath("$.claim_epoch", WireMock.equalTo("1")))
                        .withRequestBody(
                                matchingJsonPath(
                                        "$.handler_id",
                                        WireMock.equalTo(dana.userId().toString()))));
    }

    @Test
    void nobody_claims_their_own_hand_off() {
        UUID session = UUID.randomUUID();
        UUID handoff = escalated(ana, session);
        assertThat(claim(ana, session, handoff).text("code")).isEqualTo("own_handoff");
        assertThat(claim(dana, session, handoff).status()).isEqualTo(200);
        assertThat(claim(ana, session, handoff).status()).isEqualTo(403);
    }

    @Test
    void the_hand_off_has_to_belong_to_the_session_of_the_path_KD_44() {
        UUID session = UUID.randomUUID();
        UUID handoff = escalated(ana, session);
        Answer wrongPair = claim(dana, UUID.randomUUID(), handoff);
        assertThat(wrongPair.status()).isEqualTo(404);
        assertThat(wrongPair.text("code")).isEqualTo("not_found");
        assertThat(get(dana, path(UUID.randomUUID(), handoff)).status()).isEqualTo(404);
        assertThat(published("handoff.claimed", handoff)).isZero();
    }

    @Test
    void the_gate_comes_before_everything_else_KD_54() {
        UUID session = UUID.randomUUID();
        UUID handoff = escalated(ana, session);
        assertThat(claim(viewer, session, handoff).text("code")).isEqualTo("role_required");
        assertThat(claim(lee, session, handoff).status()).isEqualTo(403);
        assertThat(claim(viewer, session, UUID.randomUUID()).status()).isEqualTo(403);
        assertThat(post(viewer, "/api/v1/ai-sessions/not-an-id/handoffs/x/claim", null).status())
                .isEqualTo(403);
        assertThat(
                        post(
                                        dana,
                                        "/api/v1/ai-sessions/not-an-id/handoffs/"
                                                + handoff
                                                + "/claim",
                                        null)
                                .status())
                .isEqualTo(422);
    }

    @Test
    void another_account_gets_the_answer_of_something_absent() {
        UUID session = UUID.randomUUID();
        UUID handoff = escalated(ana, session);
        TestPerson stranger = TestPerson.engineer(UUID.randomUUID());
        Answer foreign = claim(stranger, session, handoff);
        Answer absent = claim(stranger, UUID.randomUUID(), UUID.randomUUID());
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.withoutTrace()).isEqualTo(absent.withoutTrace());
        for (String act : List.of("release", "cancel")) {
            assertThat(post(stranger, path(session, handoff, act), "{}").withoutTrace())
                    .isEqualTo(absent.withoutTrace());
        }
        assertThat(get(stranger, path(session, handoff)).withoutTrace())
                .isEqualTo(absent.withoutTrace());
        assertThat(get(stranger, "/api/v1/ai-sessions/" + session + "/handoffs").withoutTrace())
                .isEqualTo(absent.withoutTrace());
    }

    @Test
    void a_session_that_is_over_closes_the_hand_off_it_was_claimed_for() {
        UUID session = UUID.randomUUID();
        UUID handoff = escalated(ana, session);
        Neighbours.SERVER.stubFor(
                WireMock.put(
                                urlPathMatching(
                                        "/internal/v1/ai-sessions/"
                                                + session
                                                + "/handoffs/.*/claim"))
                        .willReturn(
                                Neighbours.problem(
                                        409,
                                        "session_finished",
                                        "\"session_status\": \"resolved\", \"reason\": \"resolved\"")));
        Answer refused = claim(dana, session, handoff);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("handoff_closed");
        assertThat(refused.text("handoff_status")).isEqualTo("closed");
        assertThat(refused.text("closed_reason")).isEqualTo("resolved");
        assertThat(claim(eli, session, handoff).text("code")).isEqualTo("handoff_closed");
        assertThat(published("handoff.closed", handoff)).isOne();
    }

    @Test
    void a_claim_stands_while_the_session_cannot_be_reached() {
        UUID session = UUID.randomUUID();
        UUID handoff = escalated(ana, session);
        Neighbours.SERVER.stubFor(
                WireMock.put(
                                urlPathMatching(
                                        "/internal/v1/ai-sessions/"
                                                + session
                                                + "/handoffs/.*/claim"))
                        .willReturn(
                                WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        Answer claimed = claim(dana, session, handoff);
        assertThat(claimed.status()).isEqualTo(200);
        assertThat(claimed.json().path("session_applied").booleanValue()).isFalse();
        assertThat(claim(eli, session, handoff).text("claimed_by_name")).isEqualTo("Dana Reyes");
        assertThat(published("handoff.claimed", handoff)).isOne();
    }

    @Test
    void claiming_a_walk_mints_one_continuation_session_that_outlives_a_release() {
        UUID walk = UUID.randomUUID();
        UUID handoff = walkEscalated(lee, walk);
        Answer claimed = claim(dana, walk, handoff);
        assertThat(claimed.status()).isEqualTo(200);
        UUID continuation = UUID.fromString(claimed.text("session_id"));
        assertThat(continuation).isNotEqualTo(walk);
        Neighbours.SERVER.verify(
                putRequestedFor(
                                urlPathEqualTo(
                                        "/internal/v1/ai-sessions/"
                                                + continuation
                                                + "/from-handoff/"
                                                + handoff))
                        .withRequestBody(
                                matchingJsonPath("$.walk_id", WireMock.equalTo(walk.toString())))
                        .withRequestBody(
                                matchingJsonPath(
                                        "$.snapshot.customer_name", WireMock.equalTo("Initrode"))));
        Neighbours.SERVER.verify(
                putRequestedFor(
                        urlPathEqualTo(
                                "/internal/v1/l1/sessions/"
                                        + walk
                                        + "/handoffs/"
                                        + handoff
                                        + "/claim")));
        // the continuation session's id is a name of the hand-off from now on
        assertThat(get(dana, path(continuation, handoff)).status()).isEqualTo(200);

        assertThat(post(dana, path(walk, handoff, "release"), "{}").status()).isEqualTo(200);
        Neighbours.SERVER.verify(
                putRequestedFor(
                        urlPathEqualTo(
                                "/internal/v1/ai-sessions/"
                                        + continuation
                                        + "/handoffs/"
                                        + handoff
                                        + "/release")));
        Answer again = claim(eli, walk, handoff);
        assertThat(again.text("session_id")).isEqualTo(continuation.toString());
        assertThat(again.json().path("claim_epoch").intValue()).isEqualTo(3);
    }

    @Test
    void an_engineer_covering_l1_does_not_claim_their_own_escalation() {
        TestPerson cover = TestPerson.coveringEngineer(account);
        UUID walk = UUID.randomUUID();
        UUID handoff = walkEscalated(cover, walk);
        assertThat(claim(cover, walk, handoff).text("code")).isEqualTo("own_handoff");
    }

    @Test
    void a_pickup_goes_through_the_same_claim_KD_52() {
        UUID session = UUID.randomUUID();
        UUID handoff = escalated(ana, session);
        Answer picked = post(dana, "/internal/v1/sources/" + session + "/claim", null);
        assertThat(picked.status()).isEqualTo(200);
        assertThat(picked.text("id")).isEqualTo(handoff.toString());
        assertThat(claim(eli, session, handoff).text("code")).isEqualTo("already_claimed");
        assertThat(
                        post(eli, "/internal/v1/sources/" + session + "/claim", null)
                                .text("claimed_by_name"))
                .isEqualTo("Dana Reyes");
        assertThat(
                        post(eli, "/internal/v1/sources/" + UUID.randomUUID() + "/claim", null)
                                .text("code"))
                .isEqualTo("no_open_handoff");
        assertThat(post(viewer, "/internal/v1/sources/" + session + "/claim", null).text("code"))
                .isEqualTo("role_required");
        Answer service =
                internal("session-service", "GET", "/internal/v1/handoffs/" + handoff, null);
        assertThat(service.json().path("snapshot").path("title").stringValue())
                .isEqualTo("VPN drops every 10 minutes");
    }
}
