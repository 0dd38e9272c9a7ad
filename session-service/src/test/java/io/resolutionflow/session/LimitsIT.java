package io.resolutionflow.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.service.Answer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits at their edges, and what must not break anything (contract-sessions §4, §13). */
class LimitsIT extends RunningService {

    private static String text(int length) {
        return "x".repeat(length);
    }

    @ParameterizedTest
    @CsvSource({
        "chat,          message,            16000, 200",
        "facts,         text,               1000,  201",
        "escalate,      escalation_reason,  500,   200",
        "resolve,       resolution_summary, 4000,  200",
        "abandon,       reason,             1000,  204",
        "suggested-fixes, title,            200,   201"
    })
    void the_longest_is_taken_and_one_more_is_422(
            String path, String field, int limit, int status) {
        UUID id = chat(dana);
        String address = S + "/" + id + "/" + path;

        Answer tooLong = post(dana, address, "{\"%s\": \"%s\"}".formatted(field, text(limit + 1)));
        Answer longest = post(dana, address, "{\"%s\": \"%s\"}".formatted(field, text(limit)));

        assertThat(tooLong.status()).as(tooLong.body()).isEqualTo(422);
        assertThat(tooLong.code()).isEqualTo("validation_failed");
        assertThat(tooLong.json().path("errors").get(0).path("field").asString()).isEqualTo(field);
        assertThat(longest.status()).as(longest.body()).isEqualTo(status);
    }

    @Test
    void a_lane_above_256_kb_is_413_before_its_contents_are_looked_at() {
        UUID id = chat(dana);
        String item = "{\"label\": \"%s\", \"description\": \"%s\"}".formatted("", text(4_400));
        String body =
                "{\"version\": 0, \"questions\": [], \"actions\": ["
                        + (item + ",").repeat(59)
                        + item
                        + "], \"responses\": {}}";

        Answer refused = put(dana, S + "/" + id + "/task-lane", body);

        assertThat(body.length()).isGreaterThan(256 * 1024);
        assertThat(refused.status()).as(refused.body()).isEqualTo(413);
        assertThat(refused.code()).isEqualTo("task_lane_too_large");
        assertThat(put(viewer, S + "/" + id + "/task-lane", body).code())
                .as("the role comes first")
                .isEqualTo("role_required");
    }

    @Test
    void a_lane_holds_sixty_of_each_kind_and_no_more() {
        UUID id = chat(dana);
        String question = "{\"text\": \"Q\"}";

        Answer most = put(dana, S + "/" + id + "/task-lane", lane(question, 60));
        Answer more = put(dana, S + "/" + id + "/task-lane", lane(question, 61));

        assertThat(most.status()).as(most.body()).isEqualTo(204);
        assertThat(more.status()).isEqualTo(422);
    }

    private static String lane(String question, int count) {
        return "{\"version\": 0, \"questions\": ["
                + (question + ",").repeat(count - 1)
                + question
                + "], \"actions\": [], \"responses\": {}}";
    }

    @Test
    void the_hundredth_fact_is_the_last() {
        UUID id = chat(dana);
        for (int i = 0; i < 100; i++) {
            assertThat(post(dana, S + "/" + id + "/facts", "{\"text\": \"f\"}").status())
                    .isEqualTo(201);
        }

        Answer refused = post(dana, S + "/" + id + "/facts", "{\"text\": \"f\"}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("fact_limit_reached");
    }

    @Test
    void a_character_no_database_keeps_is_refused_and_nothing_is_kept() {
        UUID id = chat(dana);
        String zero = "a\\u0000b";
        String lane =
                "{\"version\": 0, \"questions\": [{\"text\": \"%s\"}], \"actions\": [], \"responses\": {}}";

        assertThat(
                        List.of(
                                post(dana, S + "/" + id + "/facts", "{\"text\": \"" + zero + "\"}"),
                                post(
                                        dana,
                                        S + "/" + id + "/chat",
                                        "{\"message\": \"" + zero + "\"}"),
                                patch(
                                        dana,
                                        S + "/" + id + "/triage",
                                        "{\"title\": \"" + zero + "\"}"),
                                post(
                                        dana,
                                        S,
                                        "{\"session_type\": \"chat\", \"title\": \""
                                                + zero
                                                + "\"}"),
                                put(dana, S + "/" + id + "/task-lane", lane.formatted(zero))))
                .allSatisfy(refused -> {
                    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
                    assertThat(refused.code()).isEqualTo("malformed_request");
                });
        assertThat(get(dana, S + "/" + id + "/facts").body()).isEqualTo("[]");
    }
}
