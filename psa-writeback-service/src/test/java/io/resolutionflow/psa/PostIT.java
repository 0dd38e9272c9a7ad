package io.resolutionflow.psa;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.Together;
import io.resolutionflow.psa.SessionStub.Session;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contract-psa §7: posting with proof. */
class PostIT extends RunningService {

    private static final String TEXT =
            "## Problem\nThe shared drive did not open. Since 9.\n\n## Resolution\nMapped it again.";

    @Test
    void a_note_is_posted_once_and_the_status_is_read_back() {
        Session session = linkedSession(connected());
        Answer posted = postNote(session, TEXT);
        assertThat(posted.status()).as(posted.body()).isEqualTo(200);
        assertThat(posted.text("outcome")).isEqualTo("resolved");
        assertThat(posted.text("session_status")).isEqualTo("resolved");
        assertThat(posted.text("verified_status_id")).isEqualTo("16");
        assertThat(posted.text("verified_status_name")).isEqualTo("Completed");
        assertThat(posted.json().path("status_transition_skipped_reason").isNull()).isTrue();
        assertThat(posted.text("resolution_summary")).isEqualTo("The shared drive did not open.");
        assertThat(posted.text("visibility")).isEqualTo("customer");
        assertThat(posted.json().path("parts").asInt()).isEqualTo(1);

        var notes = Simulator.notes(ticket(session));
        assertThat(notes).hasSize(1);
        var note = notes.getFirst();
        assertThat(note.path("id").asString()).isEqualTo(posted.text("external_id"));
        assertThat(note.path("sent_text").asString())
                .startsWith("Problem\nThe shared drive did not open.")
                .contains("— Dana Reyes, ResolutionFlow")
                .containsPattern("\\[ref RF-[0-9A-Z]{12}]$");
        assertThat(note.path("flags").path("resolution_flag").asBoolean()).isTrue();
        assertThat(note.path("flags").path("internal_analysis_flag").asBoolean()).isFalse();
        assertThat(note.path("flags").path("process_notifications").asBoolean()).isFalse();
        assertThat(Simulator.status(ticket(session))).isEqualTo("16");

        var applied = session.applied.getFirst();
        assertThat(applied.path("external_id").asString()).isEqualTo(posted.text("external_id"));
        assertThat(applied.path("verified_status_id").asString()).isEqualTo("16");
        assertThat(session.results.getLast().path("state").asString()).isEqualTo("sent");
    }

    @Test
    void the_receipt_tells_who_where_what_and_how_it_is_known_KD_40() {
        Session session = linkedSession(connected());
        String id = postNote(session, TEXT).text("writeback_id");
        Answer receipt = get(owner, receiptPath(id));
        assertThat(receipt.status()).as(receipt.body()).isEqualTo(200);
        var json = receipt.json();
        assertThat(json.path("who").path("id").asString()).isEqualTo(dana.userId().toString());
        assertThat(json.path("who").path("name").asString()).isEqualTo("Dana Reyes");
        assertThat(json.path("who").path("trigger").asString()).isEqualTo("manual_post");
        assertThat(json.path("where").path("connection").asString()).isEqualTo("Acme PSA");
        assertThat(json.path("where").path("board_id").asString()).isEqualTo("1");
        assertThat(json.path("note").path("state").asString()).isEqualTo("confirmed");
        assertThat(json.path("note").path("found_by").asString()).isEqualTo("response");
        assertThat(json.path("note").path("read_back").asString()).isEqualTo("match");
        assertThat(json.path("note").path("duplicates").asInt()).isZero();
        assertThat(json.path("status").path("before").path("id").asString()).isEqualTo("12");
        assertThat(json.path("status").path("found").path("name").asString())
                .isEqualTo("Completed");
        assertThat(json.path("status").path("method").asString()).isEqualTo("refetch");
        assertThat(json.path("session").path("session_status").asString()).isEqualTo("resolved");
        assertThat(
                        json.path("attempts")
                                .valueStream()
                                .map(attempt -> attempt.path("step").asString()))
                .containsExactly("note", "read_back", "status", "verify", "verify", "session");

        assertThat(
                        count(
                                "select count(*) from audit_log where action = 'note.post' and actor_id = ? and resource_id = ?",
                                dana.userId(),
                                id))
                .isOne();
        assertThat(
                        count(
                                "select count(*) from audit_log where action = 'status.set' and actor_id = ? and resource_id = ?",
                                dana.userId(),
                                id))
                .isOne();
        assertThat(
                        count(
                                "select count(*) from audit_log where action = 'receipt.read' and actor_id = ?",
                                owner.userId()))
                .isOne();
        assertThat(
                        count(
                                "select count(*) from outbox_event where type = 'psa.writeback_completed' and aggregate_id = ?",
                                id))
                .isOne();
    }

    @Test
    void a_package_is_internal_and_ends_in_one_hand_off_KD_33() {
        Session session = linkedSession(connected());
        Answer posted =
                post(
                        dana,
                        packagePath(session),
                        "{\"markdown\": \"Needs a network engineer. Now.\"}");
        assertThat(posted.status()).as(posted.body()).isEqualTo(200);
        assertThat(posted.text("outcome")).isEqualTo("escalated");
        assertThat(posted.text("escalation_reason")).isEqualTo("Needs a network engineer.");
        assertThat(posted.text("handoff_id"))
                .isEqualTo(session.applied.getFirst().path("handoff_id").asString());
        assertThat(posted.text("verified_status_id")).isEqualTo("17");
        assertThat(
                        Simulator.notes(ticket(session))
                                .getFirst()
                                .path("flags")
                                .path("internal_analysis_flag")
                                .asBoolean())
                .isTrue();
    }

    @Test
    void a_package_from_requesting_escalation_joins_the_open_hand_off_KD_33() {
        Session session = linkedSession(connected());
        session.status = "requesting_escalation";
        session.openHandoff = UUID.randomUUID();
        Answer posted =
                post(dana, packagePath(session), "{\"markdown\": \"Needs a network engineer.\"}");
        assertThat(posted.status()).as(posted.body()).isEqualTo(200);
        assertThat(posted.text("handoff_id")).isEqualTo(String.valueOf(session.openHandoff));
        assertThat(session.applied.getFirst().path("handoff_id").asString())
                .isEqualTo(String.valueOf(session.openHandoff));
    }

    @Test
    void fifty_posts_at_once_are_one_note_KD_31() throws Exception {
        Session session = linkedSession(connected());
        var answers =
                Together.call(
                        Collections.nCopies(
                                50, (Callable<Answer>) () -> postNote(session, "Mapped it.")));
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() != 200))
                // a neighbour that is asked fifty times at once may ask for a moment
                .allMatch(answer -> answer.status() == 409 || answer.status() == 503);
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
        assertThat(session.applied).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"resolution-note,resolved_local", "escalation-package,escalated_local"})
    void without_a_ticket_only_the_session_changes(String path, String outcome) {
        Session session = session();
        Answer posted =
                post(
                        dana,
                        "/api/v1/ai-sessions/" + session.id + "/" + path + "/post",
                        "{\"markdown\": \"Done.\"}");
        assertThat(posted.status()).as(posted.body()).isEqualTo(200);
        assertThat(posted.text("outcome")).isEqualTo(outcome);
        assertThat(posted.json().path("external_id").isNull()).isTrue();
        assertThat(posted.json().path("verified_status_id").isNull()).isTrue();
        assertThat(session.results).isEmpty();
    }

    @Test
    void a_status_belongs_to_its_board_KD_41() {
        UUID connection = connected();
        Session session = session();
        session.connection = connection;
        session.ticket = Simulator.newTicket(2, 22);
        Answer posted = postNote(session, "Rolled out.");
        assertThat(posted.status()).as(posted.body()).isEqualTo(200);
        assertThat(posted.text("outcome")).isEqualTo("resolved");
        assertThat(posted.json().path("verified_status_id").isNull()).isTrue();
        assertThat(posted.text("status_transition_skipped_code")).isEqualTo("no_target_status");
        assertThat(Simulator.status(ticket(session))).isEqualTo("22");

        patch(
                owner,
                "/api/v1/accounts/me/preferences",
                "{\"psa\": {\"boards\": {\"%s\": {\"2\": {\"resolved_status_id\": \"26\"}}}}}"
                        .formatted(connection));
        Session next = session();
        next.connection = connection;
        next.ticket = Simulator.newTicket(2, 22);
        assertThat(postNote(next, "Rolled out.").text("verified_status_name")).isEqualTo("Done");
    }

    @Test
    void the_skipped_reason_is_a_sentence_without_names_of_settings_KD_42() {
        UUID connection = connected();
        Session session = session();
        session.connection = connection;
        session.ticket = Simulator.newTicket(2, 22);
        String reason = postNote(session, "Rolled out.").text("status_transition_skipped_reason");
        assertThat(reason)
                .isEqualTo(
                        "The note is in the ticket. Its status was left as it is because no target status is set up for this board.")
                .doesNotContain("_", "cw", "psa.");
    }

    @Test
    void a_ticket_that_has_the_status_already_is_read_and_not_written() {
        UUID connection = connected();
        Session session = session();
        session.connection = connection;
        session.ticket = Simulator.newTicket(1, 16);
        Answer posted = postNote(session, "Nothing left to do.");
        assertThat(posted.text("verified_status_id")).isEqualTo("16");
        assertThat(Simulator.requests(ticket(session), "status")).isZero();
    }

    @Test
    void a_text_longer_than_a_note_goes_in_parts_each_once() {
        Session session = linkedSession(connected());
        String paragraph = "A paragraph that says something useful about the drive.\\n\\n";
        Answer posted =
                post(
                        dana,
                        notePath(session),
                        "{\"markdown\": \"%s\"}".formatted(paragraph.repeat(800)));
        assertThat(posted.status()).as(posted.body()).isEqualTo(200);
        assertThat(posted.json().path("parts").asInt()).isEqualTo(2);
        var notes = Simulator.notes(ticket(session));
        assertThat(notes).hasSize(2);
        assertThat(notes.get(0).path("sent_text").asString()).endsWith(" 1/2]");
        assertThat(notes.get(1).path("sent_text").asString()).endsWith(" 2/2]");
    }

    @Test
    void the_same_key_gives_the_same_answer_and_no_second_note() {
        Session session = linkedSession(connected());
        String key = UUID.randomUUID().toString();
        Answer first = post(dana, notePath(session), "{\"markdown\": \"Done.\"}", key);
        Answer again = post(dana, notePath(session), "{\"markdown\": \"Done.\"}", key);
        assertThat(first.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
    }
}
