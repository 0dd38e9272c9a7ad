package io.resolutionflow.psa;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.psa.SessionStub.Session;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract-psa §7: who may post what, when; bad input is refused before anything is sent. */
class PostRefusalIT extends RunningService {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\\n\\t  \\n",
                "\\u00a0\\u2003 ",
                "\\u200b\\ufeff",
                "\\u0001\\u0002",
                "```\\n```"
            })
    void a_blank_text_is_the_callers_mistake_KD_32(String blank) {
        Session session = linkedSession(connected());
        Answer refused = post(dana, notePath(session), "{\"markdown\": \"%s\"}".formatted(blank));
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.json().path("errors").path(0).path("code").asString())
                .isEqualTo("blank");
        assertThat(refused.json().path("errors").path(0).path("field").asString())
                .isEqualTo("markdown");
    }

    @Test
    void wrong_shapes_are_refused_before_the_session_is_looked_for() {
        String path = "/api/v1/ai-sessions/" + UUID.randomUUID() + "/resolution-note/post";
        assertThat(post(dana, path, "{").status()).isEqualTo(400);
        assertThat(post(dana, path, "{}").status()).isEqualTo(422);
        assertThat(
                        post(
                                        dana,
                                        path,
                                        "{\"markdown\": \"x\", \"resolution_summary\": \"%s\"}"
                                                .formatted("y".repeat(501)))
                                .status())
                .isEqualTo(422);
        assertThat(
                        post(dana, path, "{\"markdown\": \"%s\"}".formatted("y".repeat(60_001)))
                                .status())
                .isEqualTo(422);
        Answer huge = post(dana, path, Map.of("markdown", "y".repeat(300_000)));
        assertThat(huge.status()).isEqualTo(422);
        assertThat(huge.json().path("errors").path(0).path("field").asString())
                .isEqualTo("markdown");
        assertThat(huge.body()).hasSizeLessThan(1_000);
        assertThat(post(dana, path, "{\"markdown\": \"x\", \"visibility\": \"public\"}").status())
                .isEqualTo(422);
        assertThat(
                        post(
                                        dana,
                                        "/api/v1/ai-sessions/nonsense/resolution-note/post",
                                        "{\"markdown\": \"x\"}")
                                .status())
                .isEqualTo(422);
        assertThat(post(dana, path, "{\"markdown\": \"x\"}").status()).isEqualTo(404);
        assertThat(
                        post(
                                        dana,
                                        path.replace("resolution-note", "escalation-package"),
                                        "{\"markdown\": \"x\", \"target_user_id\": \"%s\"}"
                                                .formatted(dana.userId()))
                                .text("code"))
                .isEqualTo("target_is_self");
    }

    @Test
    void only_the_handler_posts_previews_and_retries_KD_29() {
        Session session = linkedSession(connected());
        session.readers.add(eli.userId());
        String base = "/api/v1/ai-sessions/" + session.id;
        for (String path :
                new String[] {
                    "/resolution-note/preview",
                    "/escalation-package/preview",
                    "/retry-psa-push",
                    "/resolution-note/post",
                    "/escalation-package/post"
                }) {
            String body = path.endsWith("/post") ? "{\"markdown\": \"x\"}" : null;
            Answer reader = post(eli, base + path, body);
            assertThat(reader.status()).as(path).isEqualTo(403);
            assertThat(reader.text("code")).isEqualTo("not_session_handler");
            assertThat(reader.text("handler_id")).isEqualTo(dana.userId().toString());
            assertThat(reader.text("handler_name")).isEqualTo("Dana Reyes");
            Answer noReader = post(owner, base + path, body);
            assertThat(noReader.status()).as(path).isEqualTo(404);
            assertThat(noReader.text("code")).isEqualTo("not_found");
            assertThat(post(lee, base + path, body).text("code"))
                    .as(path)
                    .isEqualTo("role_required");
            assertThat(post(viewer, base + path, body).text("code"))
                    .as(path)
                    .isEqualTo("role_required");
        }
        assertThat(Simulator.notes(ticket(session))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "resolved,note,409",
        "abandoned,note,409",
        "escalated,note,200",
        "paused,note,200",
        "escalated,package,409",
        "abandoned,package,409",
        "resolved,package,200"
    })
    void the_session_must_be_in_a_status_that_can_be_posted_from(
            String status, String kind, int expected) {
        Session session = session();
        session.status = status;
        Answer posted =
                post(
                        dana,
                        kind.equals("note") ? notePath(session) : packagePath(session),
                        "{\"markdown\": \"Done.\"}");
        assertThat(posted.status()).as(posted.body()).isEqualTo(expected);
        if (expected == 409) {
            assertThat(posted.text("code")).isEqualTo("session_not_postable");
            assertThat(posted.text("session_status")).isEqualTo(status);
            assertThat(posted.json().path("allowed").isArray()).isTrue();
        }
    }

    @Test
    void a_text_of_an_older_preview_is_refused() {
        Session session = session();
        Answer refused =
                post(dana, notePath(session), "{\"markdown\": \"x\", \"state_version\": 6}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("preview_outdated");
        assertThat(refused.json().path("state_version").asInt()).isEqualTo(7);
    }
}
