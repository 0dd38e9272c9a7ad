package io.resolutionflow.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.service.Answer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Suggested fixes (contract-sessions §4.6, §7). */
class FixIT extends RunningService {

    private String fixes(UUID session) {
        return S + "/" + session + "/suggested-fixes";
    }

    private String suggest(UUID session, String title) {
        Answer made = post(dana, fixes(session), "{\"title\": \"" + title + "\"}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return fixes(session) + "/" + made.text("id");
    }

    private Answer outcome(String fix, String outcome, String notes) {
        return patch(
                dana,
                fix + "/outcome",
                "{\"outcome\": \"" + outcome + "\", \"notes\": " + notes + "}");
    }

    @Test
    void a_fix_lives_from_suggestion_to_outcome_and_its_history_stays() {
        UUID id = chat(dana);
        assertThat(get(dana, fixes(id) + "/active").text("code")).isEqualTo("no_active_fix");
        String fix = suggest(id, "Clear saved credentials");

        Answer decided = post(dana, fix + "/decision", "{\"decision\": \"one_off\"}");
        assertThat(decided.status()).as(decided.body()).isEqualTo(200);
        assertThat(decided.text("applied_at")).isNotEmpty();
        assertThat(get(dana, fixes(id) + "/active").json().path("is_verifying").asBoolean())
                .isTrue();
        assertThat(outcome(fix, "applied_pending", "null").text("code"))
                .isEqualTo("notes_required");
        assertThat(outcome(fix, "applied_pending", "\"waits for a reboot\"").text("status"))
                .isEqualTo("applied_pending");
        Answer done = outcome(fix, "applied_success", "null");
        assertThat(done.text("status")).isEqualTo("applied_success");
        assertThat(done.text("verified_at")).isNotEmpty();
        assertThat(outcome(fix, "applied_failed", "\"came back\"").text("failure_reason"))
                .as("may be corrected")
                .isEqualTo("came back");

        assertThat(count("select count(*) from session_fix_event where session_id = ?", id))
                .as("KD-39")
                .isEqualTo(5);
        assertThat(events(id))
                .containsExactly(
                        "session.started",
                        "session.fix_decided",
                        "session.fix_outcome_recorded",
                        "session.fix_outcome_recorded",
                        "session.fix_outcome_recorded");
    }

    @Test
    void kd_39_a_late_dismissal_says_what_is_the_matter() {
        UUID id = chat(dana);
        String first = suggest(id, "First");
        String second = suggest(id, "Second");
        String dismiss = "{\"decision\": \"dismissed\"}";

        assertThat(post(dana, first + "/decision", dismiss).text("code"))
                .isEqualTo("fix_superseded");
        assertThat(post(dana, first + "/decision", "{\"decision\": \"build_template\"}").status())
                .as("kept as history")
                .isEqualTo(200);
        assertThat(post(dana, second + "/decision", dismiss).text("status")).isEqualTo("dismissed");
        assertThat(post(dana, second + "/decision", dismiss).text("code"))
                .isEqualTo("fix_already_dismissed");
        String third = suggest(id, "Third");
        outcome(third, "applied_success", "null");
        assertThat(post(dana, third + "/decision", dismiss).text("code"))
                .isEqualTo("fix_concluded");
        assertThat(outcome(first, "applied_success", "null").text("code"))
                .isEqualTo("fix_superseded");
        assertThat(post(dana, first + "/applied", null).text("code")).isEqualTo("fix_superseded");
    }

    @Test
    void the_same_decision_again_changes_nothing() {
        UUID id = chat(dana);
        String fix = suggest(id, "Restart the service");
        post(dana, fix + "/decision", "{\"decision\": \"build_template\"}");
        Answer again = post(dana, fix + "/decision", "{\"decision\": \"build_template\"}");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("applied_at").isNull())
                .as("opening the builder is not applying")
                .isTrue();
        assertThat(events(id)).containsExactly("session.started", "session.fix_decided");
    }

    @Test
    void kd_38_however_many_suggest_at_once_one_fix_is_active() throws Exception {
        UUID id = chat(dana);
        List<Callable<Answer>> calls =
                IntStream.range(0, 6)
                        .<Callable<Answer>>mapToObj(
                                i -> () -> post(dana, fixes(id), "{\"title\": \"Fix " + i + "\"}"))
                        .toList();

        assertThat(together(calls)).allMatch(answer -> answer.status() == 201);

        assertThat(
                        count(
                                "select count(*) from session_suggested_fix where session_id = ? and superseded_at is null",
                                id))
                .isOne();
        assertThat(get(dana, fixes(id)).json())
                .hasSize(6)
                .filteredOn(fix -> fix.path("is_active").asBoolean())
                .hasSize(1);
    }

    @Test
    void the_models_proposal_is_not_an_outcome_until_the_engineer_says_so() {
        UUID id = chat(dana);
        String fix = suggest(id, "Clear saved credentials");
        String fixId = fix.substring(fix.lastIndexOf('/') + 1);
        Neighbours.model(
                Neighbours.says(
                        "Good to hear.",
                        "\"fix_outcome\":{\"fix_id\":\""
                                + fixId
                                + "\",\"outcome\":\"success\",\"reason\":\"works\"},"));
        Answer turn = post(dana, S + "/" + id + "/chat", "{\"message\": \"It works now\"}");
        assertThat(turn.json().path("fix_outcome_proposal").path("outcome").asString())
                .isEqualTo("success");
        assertThat(get(dana, fixes(id) + "/active").text("status")).isEqualTo("proposed");

        assertThat(delete(dana, fix + "/outcome-proposal").status()).isEqualTo(204);
        assertThat(get(dana, fixes(id) + "/active").json().path("ai_outcome_proposal").isNull())
                .isTrue();
    }

    @Test
    void resolving_concludes_a_fix_that_was_being_verified() {
        UUID id = chat(dana);
        String fix = suggest(id, "Clear saved credentials");
        assertThat(post(dana, fix + "/applied", null).status()).isEqualTo(200);
        post(dana, S + "/" + id + "/resolve", "{\"resolution_summary\": \"done\"}");

        assertThat(get(dana, fixes(id) + "/active").text("status")).isEqualTo("applied_success");
        assertThat(payload(id, "session.resolved"))
                .contains("\"status\":\"applied_success\"", "\"origin\":\"resolve\"");
        assertThat(outcome(fix, "applied_failed", "\"x\"").text("code"))
                .isEqualTo("invalid_session_status");
    }

    @Test
    void an_escalation_may_say_how_the_fix_went() {
        UUID id = chat(dana);
        String fix = suggest(id, "Clear saved credentials");
        post(dana, fix + "/applied", null);
        Answer escalated =
                post(
                        dana,
                        S + "/" + id + "/escalate",
                        "{\"escalation_reason\": \"No luck\", \"fix_resolution\": \"not_applied\", \"fix_notes\": \"n\"}");

        assertThat(escalated.status()).as(escalated.body()).isEqualTo(200);
        Answer active = get(dana, fixes(id) + "/active");
        assertThat(active.text("status")).isEqualTo("proposed");
        assertThat(active.json().path("applied_at").isNull()).isTrue();
        assertThat(payload(id, "session.handoff_requested"))
                .contains("\"active_fix\":{\"title\":\"Clear saved credentials\"");
    }
}
