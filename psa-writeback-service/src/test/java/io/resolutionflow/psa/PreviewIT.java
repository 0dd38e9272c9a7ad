package io.resolutionflow.psa;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.psa.SessionStub.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Contract-psa §6. */
class PreviewIT extends RunningService {

    private final Session session = session();

    @Test
    void the_same_state_is_written_once_and_any_change_of_it_anew_KD_37() {
        Answer first = note(null);
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.text("kind")).isEqualTo("resolution_note");
        assertThat(first.text("markdown")).startsWith("## Problem");
        assertThat(first.json().path("from_cache").asBoolean()).isFalse();
        assertThat(first.json().path("state_version").asInt()).isEqualTo(7);
        assertThat(first.text("answer_source")).isEqualTo("model");
        Answer again = note(null);
        assertThat(again.json().path("from_cache").asBoolean()).isTrue();
        assertThat(again.text("markdown")).isEqualTo(first.text("markdown"));
        calls(1);
        // a chat turn raises the version as everything does
        session.stateVersion = 8;
        Answer later = note(null);
        assertThat(later.json().path("from_cache").asBoolean()).isFalse();
        assertThat(later.json().path("state_version").asInt()).isEqualTo(8);
        calls(2);
    }

    @Test
    void the_two_kinds_do_not_share() {
        note(null);
        Answer escalation =
                post(
                        dana,
                        "/api/v1/ai-sessions/" + session.id + "/escalation-package/preview",
                        "{}");
        assertThat(escalation.text("kind")).isEqualTo("escalation_package");
        assertThat(escalation.json().path("from_cache").asBoolean()).isFalse();
        Neighbours.SERVER.verify(
                1,
                postRequestedFor(urlPathEqualTo(Neighbours.COMPLETIONS))
                        .withRequestBody(matchingJsonPath("$.task", equalTo("escalation_package")))
                        .withHeader(
                                "Idempotency-Key",
                                equalTo("escalation_package:" + session.id + ":7:1")));
    }

    @Test
    void regenerate_replaces_the_text_under_a_new_key() {
        note(null);
        Neighbours.SERVER.stubFor(
                WireMock.post(urlPathEqualTo(Neighbours.COMPLETIONS))
                        .willReturn(okJson(Neighbours.completion("Another.", false))));
        Answer regenerated = note("{\"regenerate\": true}");
        assertThat(regenerated.text("markdown")).isEqualTo("Another.");
        assertThat(note(null).text("markdown")).isEqualTo("Another.");
        Neighbours.SERVER.verify(
                1,
                postRequestedFor(urlPathEqualTo(Neighbours.COMPLETIONS))
                        .withHeader(
                                "Idempotency-Key",
                                equalTo("resolution_note:" + session.id + ":7:2")));
    }

    @Test
    void many_equal_requests_make_one_call_and_the_others_wait() throws Exception {
        Neighbours.SERVER.stubFor(
                WireMock.post(urlPathEqualTo(Neighbours.COMPLETIONS))
                        .willReturn(
                                okJson(Neighbours.completion("Slow.", false)).withFixedDelay(800)));
        var requests = new ArrayList<Callable<Answer>>();
        for (int i = 0; i < 12; i++) {
            requests.add(() -> note(null));
        }
        List<Answer> answers = together(requests);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.text("markdown")).isEqualTo("Slow."));
        assertThat(answers.stream().filter(answer -> !answer.json().path("from_cache").asBoolean()))
                .hasSize(1);
        calls(1);
    }

    @Test
    void a_spent_quota_is_told_and_nothing_is_kept_KD_36() {
        refuse(
                429,
                "quota_exceeded",
                ", \"deny_reason\": \"daily\", \"reset_at\": \"2026-11-21T00:00:00Z\"");
        Answer refused = note(null);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("code")).isEqualTo("quota_exceeded");
        assertThat(refused.text("deny_reason")).isEqualTo("daily");
        Neighbours.usual();
        assertThat(note(null).json().path("from_cache").asBoolean()).isFalse();
    }

    @Test
    void after_a_failed_regenerate_the_former_text_is_still_there() {
        String before = note(null).text("markdown");
        refuse(502, "ai_provider_error", "");
        Answer failed = note("{\"regenerate\": true}");
        assertThat(failed.status()).isEqualTo(502);
        assertThat(failed.text("code")).isEqualTo("ai_provider_error");
        assertThat(note(null).text("markdown")).isEqualTo(before);
    }

    @Test
    void allow_offline_asks_once_more_without_a_model_under_the_same_key() {
        refuse(503, "ai_disabled", "");
        Neighbours.SERVER.stubFor(
                WireMock.post(urlPathEqualTo(Neighbours.COMPLETIONS))
                        .withRequestBody(matchingJsonPath("$.offline", equalTo("only")))
                        .willReturn(okJson(Neighbours.completion("From the record.", true))));
        assertThat(note(null).text("code")).isEqualTo("ai_disabled");
        Answer offline = note("{\"allow_offline\": true}");
        assertThat(offline.status()).as(offline.body()).isEqualTo(200);
        assertThat(offline.text("answer_source")).isEqualTo("offline");
        assertThat(note(null).text("answer_source")).isEqualTo("offline");
        Neighbours.SERVER.verify(
                3,
                postRequestedFor(urlPathEqualTo(Neighbours.COMPLETIONS))
                        .withHeader(
                                "Idempotency-Key",
                                equalTo("resolution_note:" + session.id + ":7:1")));
    }

    @Test
    void a_gateway_that_is_away_is_503() {
        Neighbours.SERVER.stubFor(
                WireMock.post(urlPathEqualTo(Neighbours.COMPLETIONS))
                        .willReturn(aResponse().withStatus(500).withBody("boom")));
        Answer away = note(null);
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.text("code")).isEqualTo("ai_unavailable");
        assertThat(away.body()).doesNotContain("boom");
    }

    private Answer note(@org.jspecify.annotations.Nullable String body) {
        return post(dana, "/api/v1/ai-sessions/" + session.id + "/resolution-note/preview", body);
    }

    private static void refuse(int status, String code, String more) {
        Neighbours.SERVER.stubFor(
                WireMock.post(urlPathEqualTo(Neighbours.COMPLETIONS))
                        .willReturn(
                                aResponse()
                                        .withStatus(status)
                                        .withHeader("Content-Type", "application/problem+json")
                                        .withBody(
                                                "{\"status\": %d, \"code\": \"%s\", \"detail\": \"no\"%s}"
                                                        .formatted(status, code, more))));
    }

    private static void calls(int expected) {
        Neighbours.SERVER.verify(
                expected, postRequestedFor(urlPathEqualTo(Neighbours.COMPLETIONS)));
    }
}
