package io.resolutionflow.psa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.psa.SessionStub.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contract-psa §8.2, §8.3: a status or session that does not become what it should, and how it is
 * gone on with.
 */
class StatusFaultIT extends RunningService {

    @Test
    void a_silently_rejected_status_is_told_and_a_repeat_posts_no_second_note_KD_30() {
        Session session = linkedSession(connected());
        Simulator.fault(ticket(session), "silent_reject_status", "status", "{}", 99);
        Answer refused = postNote(session, "Mapped the drive again.");
        assertThat(refused.status()).as(refused.body()).isEqualTo(502);
        assertThat(refused.text("code")).isEqualTo("psa_status_not_verified");
        assertThat(refused.text("verification")).isEqualTo("rejected");
        assertThat(refused.text("note_state")).isEqualTo("confirmed");
        assertThat(refused.text("status_state")).isEqualTo("not_verified");
        assertThat(refused.text("wanted_status_id")).isEqualTo("16");
        assertThat(refused.text("wanted_status_name")).isEqualTo("Completed");
        assertThat(refused.text("actual_status_id")).isEqualTo("12");
        assertThat(refused.text("actual_status_name")).isEqualTo("In Progress");
        assertThat(refused.text("next_step")).isEqualTo("repeat");
        assertThat(refused.text("detail"))
                .contains(ticket(session), "In Progress", "not be posted twice")
                .doesNotContain("Exception");
        assertThat(session.status).isEqualTo("active");
        assertThat(session.results.getLast().path("state").asString()).isEqualTo("failed");
        assertThat(Simulator.notes(ticket(session))).hasSize(1);

        Simulator.faultsOff(ticket(session), "silent_reject_status", "status");
        Answer repeated = postNote(session, "Mapped the drive again.");
        assertThat(repeated.status()).as(repeated.body()).isEqualTo(200);
        assertThat(repeated.text("writeback_id")).isEqualTo(refused.text("writeback_id"));
        assertThat(repeated.text("external_id")).isEqualTo(refused.text("external_id"));
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
        assertThat(session.status).isEqualTo("resolved");
    }

    @Test
    void another_text_is_refused_while_the_note_is_in_the_ticket_and_unfinished() {
        Session session = linkedSession(connected());
        Simulator.fault(ticket(session), "silent_reject_status", "status", "{}", 99);
        String id = postNote(session, "One text.").text("writeback_id");
        Answer other = postNote(session, "Another text.");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("code")).isEqualTo("note_already_posted");
        assertThat(other.text("writeback_id")).isEqualTo(id);
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"late_revert|{\"ms\": 150}|12", "foreign_change|{\"status_id\": 18}|"})
    void a_status_that_somebody_else_changes_is_told_with_the_real_one(
            String mode, String args, String actual) {
        Session session = linkedSession(connected());
        Simulator.fault(ticket(session), mode, "status", args, 1);
        Answer refused = postNote(session, "Mapped the drive again.");
        assertThat(refused.status()).as(refused.body()).isEqualTo(502);
        assertThat(refused.text("code")).isEqualTo("psa_status_not_verified");
        assertThat(refused.text("verification")).isEqualTo("changed_elsewhere");
        assertThat(refused.text("actual_status_id")).isEqualTo(Simulator.status(ticket(session)));
        if (actual != null) {
            assertThat(refused.text("actual_status_id")).isEqualTo(actual);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void after_a_hand_over_the_session_follows_its_new_handler_KD_40(boolean retried) {
        Session session = linkedSession(connected());
        Simulator.fault(ticket(session), "silent_reject_status", "status", "{}", 99);
        postNote(session, "Mapped the drive again.");
        Simulator.faultsOff(ticket(session), "silent_reject_status", "status");
        session.handler = eli;
        Answer done =
                retried
                        ? post(eli, "/api/v1/ai-sessions/" + session.id + "/retry-psa-push", null)
                        : post(
                                eli,
                                notePath(session),
                                "{\"markdown\": \"Mapped the drive again.\"}");
        assertThat(done.status()).as(done.body()).isEqualTo(200);
        assertThat(session.applied).hasSize(1);
        assertThat(session.applied.getFirst().path("actor_id").asString())
                .isEqualTo(eli.userId().toString());
        assertThat(writeback(session).get("requested_by_name")).isEqualTo("Eli Stone");
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
    }

    @Test
    void a_retry_by_an_owner_keeps_who_asked_for_it_KD_40() {
        Session session = linkedSession(connected());
        Simulator.fault(ticket(session), "silent_reject_status", "status", "{}", 99);
        String id = postNote(session, "Mapped the drive again.").text("writeback_id");
        Simulator.faultsOff(ticket(session), "silent_reject_status", "status");
        Answer done = post(owner, "/api/v1/integrations/psa/writebacks/" + id + "/retry", null);
        assertThat(done.text("psa_push_status")).as(done.body()).isEqualTo("sent");
        assertThat(session.applied.getFirst().path("actor_id").asString())
                .isEqualTo(dana.userId().toString());
    }

    @Test
    void a_conflict_is_decided_while_a_newer_post_is_unfinished() {
        Session session = linkedSession(connected());
        Simulator.fault(ticket(session), "silent_reject_status", "status", "{}", 1);
        String first = postNote(session, "Mapped the drive again.").text("writeback_id");
        session.status = "resolved";
        post(dana, "/api/v1/ai-sessions/" + session.id + "/retry-psa-push", null);
        assertThat(writeback(session).get("state")).isEqualTo("conflict");
        session.status = "active";
        session.ticket = Simulator.newTicket();
        Simulator.fault(ticket(session), "forbidden", "note", "{}", 1);
        String second = postNote(session, "It came back.").text("writeback_id");
        assertThat(second).isNotEqualTo(first);
        Answer decided =
                post(
                        dana,
                        "/api/v1/integrations/psa/writebacks/" + first + "/decision",
                        "{\"decision\": \"give_up\", \"reason\": \"The note may stay.\"}");
        assertThat(decided.status()).as(decided.body()).isEqualTo(200);
        assertThat(decided.text("state")).isEqualTo("given_up");
        assertThat(writeback(session).get("state")).isEqualTo("needs_retry");
    }

    @Test
    void when_session_service_is_away_the_background_finishes_and_the_repeat_gets_its_answer() {
        Session session = linkedSession(connected());
        session.away = true;
        Answer pending = postNote(session, "Mapped the drive again.");
        assertThat(pending.status()).as(pending.body()).isEqualTo(503);
        assertThat(pending.text("code")).isEqualTo("session_update_pending");
        assertThat(pending.text("note_state")).isEqualTo("confirmed");
        session.away = false;
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(writeback(session).get("state")).isEqualTo("completed"));
        assertThat(session.status).isEqualTo("resolved");
        Answer repeated = postNote(session, "Mapped the drive again.");
        assertThat(repeated.status()).as(repeated.body()).isEqualTo(200);
        assertThat(repeated.text("writeback_id")).isEqualTo(pending.text("writeback_id"));
        assertThat(postNote(session, "Mapped the drive again.").text("code"))
                .isEqualTo("session_not_postable");
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
    }

    @Test
    void a_session_that_ended_meanwhile_is_a_conflict_on_the_receipt() {
        Session session = linkedSession(connected());
        Simulator.fault(ticket(session), "silent_reject_status", "status", "{}", 99);
        String id = postNote(session, "Mapped the drive again.").text("writeback_id");
        Simulator.faultsOff(ticket(session), "silent_reject_status", "status");
        session.status = "resolved";
        Answer retried = post(dana, "/api/v1/ai-sessions/" + session.id + "/retry-psa-push", null);
        assertThat(retried.status()).as(retried.body()).isEqualTo(200);
        assertThat(retried.text("psa_push_status")).isEqualTo("failed");
        assertThat(retried.text("session_state")).isEqualTo("conflict");
        assertThat(get(owner, receiptPath(id)).json().path("session").path("state").asString())
                .isEqualTo("conflict");
    }

    @Test
    void a_retry_by_hand_goes_on_where_it_stopped_and_its_counter_only_rises_KD_21() {
        Session session = linkedSession(connected());
        String retry = "/api/v1/ai-sessions/" + session.id + "/retry-psa-push";
        assertThat(post(dana, retry, null).text("code")).isEqualTo("nothing_to_retry");
        Simulator.fault(ticket(session), "silent_reject_status", "status", "{}", 99);
        postNote(session, "Mapped the drive again.");
        for (int left = 9; left >= 7; left--) {
            Answer failed = post(dana, retry, null);
            assertThat(failed.status()).isEqualTo(200);
            assertThat(failed.text("psa_push_status")).isEqualTo("failed");
            assertThat(failed.text("psa_push_error")).isNotBlank();
            assertThat(failed.json().path("manual_retries_left").asInt()).isEqualTo(left);
        }
        Simulator.faultsOff(ticket(session), "silent_reject_status", "status");
        Answer done = post(dana, retry, null);
        assertThat(done.text("psa_push_status")).isEqualTo("sent");
        assertThat(done.text("outcome")).isEqualTo("resolved");
        assertThat(done.json().path("manual_retries_left").asInt()).isEqualTo(6);
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
        assertThat(post(dana, retry, null).status()).isEqualTo(404);
    }
}
