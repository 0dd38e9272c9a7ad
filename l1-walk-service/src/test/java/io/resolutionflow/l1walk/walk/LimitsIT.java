package io.resolutionflow.l1walk.walk;

import static io.resolutionflow.l1walk.flow.Structures.badgeReader;
import static io.resolutionflow.l1walk.flow.Structures.leaf;
import static io.resolutionflow.l1walk.flow.Structures.option;
import static io.resolutionflow.l1walk.flow.Structures.question;
import static io.resolutionflow.l1walk.flow.Structures.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.l1walk.RunningDesk;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits of a walk at their edges (contract-l1 §4, §14); those of notes are in {@code WalkIT}. */
class LimitsIT extends RunningDesk {

    private static final int LONGEST_PATH = 200;

    /** With at most five visits of each, more than the longest path has answers. */
    private static final int QUESTIONS = 45;

    private static Map<String, Object> notesOnly(String field, Object value) {
        return with(Map.of("problem_statement", "x", "adhoc", true), field, value);
    }

    private UUID adhoc() {
        return intake(Map.of("problem_statement", "x", "adhoc", true), lee).id("session_id");
    }

    @ParameterizedTest
    @CsvSource({"problem_statement, 4000", "customer_name, 200", "customer_contact, 200"})
    void an_intakes_longest_text_is_taken_and_one_more_is_422(String field, int limit) {
        Answer tooLong = intake(notesOnly(field, "x".repeat(limit + 1)), lee);
        Answer longest = intake(notesOnly(field, "x".repeat(limit)), lee);

        assertRefused(tooLong, field);
        assertThat(longest.status()).as(longest.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    resolve   | helpful         | true  | resolution_notes | 8000
                    escalate  | reason_category | other | reason           | 4000
                    abandon   | reason          | other | note             |  500
                    """)
    void the_longest_word_at_a_walks_end_is_taken_and_one_more_is_422(
            String end, String member, String value, String field, int limit) {
        UUID walk = adhoc();
        Object given = value.equals("true") ? Boolean.TRUE : value;
        String address = walk(walk) + "/" + end;

        Answer tooLong = post(lee, address, Map.of(member, given, field, "x".repeat(limit + 1)));
        Answer longest = post(lee, address, Map.of(member, given, field, "x".repeat(limit)));

        assertRefused(tooLong, field);
        assertThat(longest.status()).as(longest.body()).isEqualTo(200);
    }

    @Test
    void a_steps_note_has_2000_characters() {
        UUID walk = vpnWalk(lee);
        var node = get(lee, walk(walk)).json().at("/current_node");
        Map<String, Object> step =
                Map.of(
                        "node_id",
                        node.at("/id").asString(),
                        "answer",
                        node.at("/options/0/value").asString());

        assertRefused(
                post(lee, walk(walk) + "/step", with(step, "note", "x".repeat(2_001))), "note");
        Answer longest = post(lee, walk(walk) + "/step", with(step, "note", "x".repeat(2_000)));

        assertThat(longest.status()).as(longest.body()).isEqualTo(200);
        assertThat(longest.json().at("/walked_path/0/l1_note").asString()).hasSize(2_000);
    }

    @Test
    void after_200_answers_a_walk_takes_no_more_but_can_be_closed() {
        UUID walk =
                intake(Map.of("problem_statement", "x", "flow_id", circle()), lee).id("session_id");
        for (int answer = 0; answer < LONGEST_PATH; answer++) {
            Answer taken = step(walk, "q" + answer % QUESTIONS, "on", lee);
            assertThat(taken.status()).as("answer %s: %s", answer, taken.body()).isEqualTo(200);
        }

        Answer refused = step(walk, "q" + LONGEST_PATH % QUESTIONS, "on", lee);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("walk_too_long");
        assertThat(get(lee, walk(walk)).json().get("walked_path")).hasSize(LONGEST_PATH);
        assertThat(
                        post(
                                        lee,
                                        walk(walk) + "/escalate",
                                        Map.of("reason_category", "time_exceeded"))
                                .status())
                .isEqualTo(200);
    }

    /** Questions in a circle, each with a way out. */
    private UUID circle() {
        List<Object> nodes = new ArrayList<>();
        for (int n = 0; n < QUESTIONS; n++) {
            nodes.add(
                    question(
                            "q" + n,
                            "Is light " + n + " on?",
                            option("On", "on", "q" + (n + 1) % QUESTIONS),
                            option("Off", "off", "done")));
        }
        nodes.add(leaf("done", "resolve", "All lights were looked at.", null));
        Map<String, Object> flow = with(with(badgeReader("circle"), "start", "q0"), "nodes", nodes);
        UUID id = post(dana, "/api/v1/flows", flow).id("id");
        Answer published =
                post(
                        dana,
                        "/api/v1/flows/" + id + "/publish",
                        Map.of("version", 1, "change_note", "first"));
        assertThat(published.status()).as(published.body()).isEqualTo(200);
        return id;
    }

    private static void assertRefused(Answer answer, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("validation_failed");
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    }
}
