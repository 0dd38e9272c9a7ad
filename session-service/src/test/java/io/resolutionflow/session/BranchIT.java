package io.resolutionflow.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.service.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Forks and branches (contract-sessions §4.7, §7). */
class BranchIT extends RunningService {

    private static final String TWO =
            """
            {"fork_reason": "It may be the client or the server",
             "options": [{"label": "Client", "description": "The PC itself"}, {"label": "Server"}]}
            """;

    private String branches(UUID id) {
        return S + "/" + id + "/branches";
    }

    private Answer fork(UUID id) {
        Answer forked = post(dana, branches(id) + "/fork", TWO);
        assertThat(forked.status()).as(forked.body()).isEqualTo(201);
        return forked;
    }

    private static UUID branch(Answer forked, int index) {
        return UUID.fromString(
                forked.json().path("branches").get(index).path("branch_id").asString());
    }

    private void say(UUID id, String text) {
        Answer said = post(dana, S + "/" + id + "/chat", "{\"message\": \"" + text + "\"}");
        assertThat(said.status()).as(said.body()).isEqualTo(200);
    }

    @Test
    void the_first_fork_makes_main_of_everything_so_far_and_the_first_option_is_current() {
        UUID id = chat(dana);
        assertThat(get(dana, branches(id)).json()).isEmpty();
        say(id, "Outlook asks again and again");
        long before = detail(dana, id).path("state_version").asLong();

        Answer forked = fork(id);

        assertThat(forked.text("active_branch_id")).isEqualTo(branch(forked, 0).toString());
        JsonNode list = get(dana, branches(id)).json();
        assertThat(list).hasSize(3);
        assertThat(list.get(0).path("label").asString()).isEqualTo("Main");
        assertThat(list.get(0).path("parent_id").isNull()).isTrue();
        assertThat(list.get(0).path("message_count").asInt()).isEqualTo(2);
        assertThat(list.get(1).path("is_active").asBoolean()).isTrue();
        assertThat(list.get(1).path("status").asString()).isEqualTo("active");
        assertThat(list.get(2).path("status").asString()).isEqualTo("untried");
        assertThat(list.get(2).propertyNames())
                .containsExactlyInAnyOrder(
                        "branch_id",
                        "parent_id",
                        "fork_point_id",
                        "label",
                        "description",
                        "status",
                        "status_reason",
                        "is_active",
                        "message_count",
                        "step_count");
        JsonNode detail = detail(dana, id);
        assertThat(detail.path("is_branching").asBoolean()).isTrue();
        assertThat(detail.path("state_version").asLong()).isEqualTo(before + 1);
        assertThat(detail.path("conversation_messages").get(0).path("branch_id").asString())
                .isEqualTo(list.get(0).path("branch_id").asString());
    }

    @Test
    void a_branch_knows_its_ancestors_up_to_the_fork_and_the_others_only_as_a_summary() {
        UUID id = chat(dana);
        say(id, "Before the fork");
        Answer forked = fork(id);
        say(id, "Only in client");
        post(dana, S + "/" + id + "/facts", "{\"text\": \"Client cache is fine\"}");

        Answer said =
                post(
                        dana,
                        branches(id) + "/" + branch(forked, 1) + "/message",
                        "{\"message\": \"Now the server\"}");

        assertThat(said.status()).as(said.body()).isEqualTo(200);
        assertThat(said.text("active_branch_id")).isEqualTo(branch(forked, 1).toString());
        JsonNode asked = Neighbours.asked(id).getLast().path("inputs");
        var history = new ArrayList<String>();
        asked.path("history").forEach(line -> history.add(line.path("content").asString()));
        assertThat(history).contains("Before the fork").doesNotContain("Only in client");
        JsonNode other = asked.path("other_branches").get(0);
        assertThat(other.path("label").asString()).isEqualTo("Client");
        assertThat(other.path("findings").get(0).asString()).isEqualTo("Client cache is fine");
    }

    @Test
    void a_message_to_a_branch_raises_the_version_once_though_it_switches() {
        UUID id = chat(dana);
        Answer forked = fork(id);
        long before = detail(dana, id).path("state_version").asLong();

        post(
                dana,
                branches(id) + "/" + branch(forked, 1) + "/message",
                "{\"message\": \"Now the server\"}");

        assertThat(detail(dana, id).path("state_version").asLong()).isEqualTo(before + 1);
    }

    @Test
    void a_fork_of_the_models_belongs_to_the_answer_and_comes_back_as_by_hand() {
        UUID id = chat(dana);
        Neighbours.model(
                Neighbours.says(
                        "Two ways from here.",
                        """
                        "fork":{"fork_reason":"client or server","options":[{"label":"Client","description":null},{"label":"Server","description":"IIS"}]},
                        """));

        Answer said = post(dana, S + "/" + id + "/chat", "{\"message\": \"Which one?\"}");

        JsonNode fork = said.json().path("fork");
        assertThat(fork.propertyNames())
                .containsExactlyInAnyOrder(
                        "fork_point_id", "fork_reason", "branches", "active_branch_id");
        assertThat(said.text("active_branch_id"))
                .isEqualTo(fork.path("branches").get(0).path("branch_id").asString());
        assertThat(get(dana, branches(id)).json().get(0).path("message_count").asInt())
                .isEqualTo(2);
    }

    @Test
    void beyond_twelve_branches_or_three_deep_a_fork_is_refused_and_the_models_is_dropped() {
        UUID id = chat(dana);
        for (int i = 0; i < 3; i++) {
            fork(id);
        }

        Answer tooDeep = post(dana, branches(id) + "/fork", TWO);

        assertThat(tooDeep.status()).isEqualTo(409);
        assertThat(tooDeep.code()).isEqualTo("branch_limit_reached");
        Neighbours.model(
                Neighbours.says(
                        "x",
                        "\"fork\":{\"fork_reason\":\"r\",\"options\":[{\"label\":\"A\",\"description\":null},{\"label\":\"B\",\"description\":null}]},"));
        Answer said = post(dana, S + "/" + id + "/chat", "{\"message\": \"On\"}");
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.json().path("fork").isNull()).isTrue();
    }

    @Test
    void a_dead_end_passes_on_to_the_next_untried_sibling_then_to_the_parent() {
        UUID id = chat(dana);
        Answer forked = fork(id);

        Answer dead =
                patch(
                        dana,
                        branches(id) + "/" + branch(forked, 0),
                        "{\"status\": \"dead_end\", \"reason\": \"Cache was empty\"}");

        assertThat(dead.text("status_reason")).isEqualTo("Cache was empty");
        assertThat(dead.json().path("is_active").asBoolean()).isFalse();
        assertThat(detail(dana, id).path("active_branch_id").asString())
                .isEqualTo(branch(forked, 1).toString());
        Answer closed = post(dana, branches(id) + "/" + branch(forked, 0) + "/switch", "");
        assertThat(closed.status()).isEqualTo(409);
        assertThat(closed.code()).isEqualTo("branch_closed");
        assertThat(
                        patch(
                                        dana,
                                        branches(id) + "/" + branch(forked, 0),
                                        "{\"status\": \"active\"}")
                                .code())
                .isEqualTo("branch_closed");

        Answer revived =
                post(
                        dana,
                        branches(id) + "/" + branch(forked, 0) + "/revive",
                        "{\"evidence\": \"Cache is back\"}");

        assertThat(revived.status()).isEqualTo(200);
        assertThat(revived.json().path("is_active").asBoolean()).isTrue();
        assertThat(get(dana, S + "/" + id + "/facts").json().get(0).path("text").asString())
                .isEqualTo("Cache is back");
        assertThat(
                        post(
                                        dana,
                                        branches(id) + "/" + branch(forked, 0) + "/revive",
                                        "{\"evidence\": \"again\"}")
                                .status())
                .isEqualTo(409);
    }

    @Test
    void a_branch_with_work_is_not_untried_and_the_root_stays_active() {
        UUID id = chat(dana);
        Answer forked = fork(id);
        say(id, "Work in client");
        String root = get(dana, branches(id)).json().get(0).path("branch_id").asString();

        assertThat(
                        patch(
                                        dana,
                                        branches(id) + "/" + branch(forked, 0),
                                        "{\"status\": \"untried\"}")
                                .code())
                .isEqualTo("branch_has_work");
        assertThat(patch(dana, branches(id) + "/" + root, "{\"status\": \"solved\"}").status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"fork_reason\": \"\", \"options\": [{\"label\":\"a\"},{\"label\":\"b\"}]} | validation_failed",
                "{\"fork_reason\": \"r\", \"options\": [{\"label\":\"a\"}]} | validation_failed",
                "{\"fork_reason\": \"r\", \"options\": [{\"label\":\"a\"},{\"label\":\"a\"}]} | duplicate_label"
            })
    void a_fork_needs_a_reason_and_names_of_their_own(String body, String code) {
        Answer refused = post(dana, branches(chat(dana)) + "/fork", body);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo(code);
    }

    @Test
    void strangers_see_nothing_colleagues_read_while_open_viewers_change_nothing() {
        UUID id = chat(dana);
        Answer forked = fork(id);
        UUID branch = branch(forked, 0);

        assertThat(get(kim, branches(id)).status()).isEqualTo(404);
        assertThat(post(stranger, branches(id) + "/fork", TWO).status()).isEqualTo(404);
        assertThat(post(viewer, branches(id) + "/fork", TWO).code()).isEqualTo("role_required");
        escalate(dana, id);
        assertThat(get(kim, branches(id)).status()).isEqualTo(200);
        assertThat(post(kim, branches(id) + "/" + branch + "/switch", "").code())
                .isEqualTo("not_session_handler");
        assertThat(post(kim, branches(id) + "/" + UUID.randomUUID() + "/switch", "").status())
                .as("what is not there is not there before the right to act")
                .isEqualTo(404);
    }

    @Test
    void a_closed_session_forks_no_more() {
        UUID id = chat(dana);
        post(dana, S + "/" + id + "/resolve", "{\"resolution_summary\": \"Done\"}");

        Answer refused = post(dana, branches(id) + "/fork", TWO);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("invalid_session_status");
    }

    @Test
    void an_item_of_another_branch_is_not_in_the_lane_and_the_same_text_is_another_item() {
        UUID id = chat(dana);
        Answer forked = fork(id);
        Neighbours.model(
                Neighbours.says(
                        "x",
                        "\"questions\":[{\"text\":\"Is the cache empty?\",\"context\":null,\"options\":[]}],"));
        say(id, "client");
        String first = question(id);

        post(
                dana,
                branches(id) + "/" + branch(forked, 1) + "/message",
                "{\"message\": \"server\"}");

        List<String> now = new ArrayList<>();
        detail(dana, id)
                .path("pending_task_lane")
                .path("questions")
                .forEach(q -> now.add(q.path("id").asString()));
        assertThat(now).hasSize(1).doesNotContain(first);
    }

    private String question(UUID id) {
        return detail(dana, id)
                .path("pending_task_lane")
                .path("questions")
                .get(0)
                .path("id")
                .asString();
    }
}
