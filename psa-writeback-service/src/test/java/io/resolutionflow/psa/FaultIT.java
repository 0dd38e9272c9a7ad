package io.resolutionflow.psa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.psa.SessionStub.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contract-psa §8 and §14: what the ticketing system may do to us, and what the ledger says
 * afterwards.
 */
class FaultIT extends RunningService {

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
            value = {
                "hang_after_commit|{\"ms\": 4000}",
                "drop_after_commit|{}",
                "error_after_commit|{\"code\": 500}",
                "error_after_commit|{\"code\": 502}",
                "error_after_commit|{\"code\": 422}",
                "garbage_body|{}"
            })
    void a_note_that_was_stored_without_an_answer_is_found_and_not_sent_again_KD_21(
            String mode, String args) {
        Session session = linkedSession(connected());
        Simulator.fault(ticket(session), mode, "note", args, 1);
        Answer posted = postNote(session, "Mapped the drive again.");
        assertThat(posted.status()).as(posted.body()).isEqualTo(200);
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
        assertThat(Simulator.requests(ticket(session), "note")).isOne();
        assertThat(
                        get(dana, receiptPath(posted.text("writeback_id")))
                                .json()
                                .path("note")
                                .path("found_by")
                                .asString())
                .isEqualTo("marker");
    }

    @Test
    void a_note_that_shows_late_is_found_by_the_reconciler_and_the_repeat_goes_on() {
        Session session = linkedSession(connected());
        Simulator.fault(ticket(session), "late_visible", "note", "{\"ms\": 1300}", 1);
        Simulator.fault(ticket(session), "drop_after_commit", "note", "{}", 1);
        Answer unknown = postNote(session, "Mapped the drive again.");
        assertThat(unknown.status()).as(unknown.body()).isEqualTo(502);
        assertThat(unknown.text("code")).isEqualTo("psa_unreachable");
        assertThat(unknown.text("note_state")).isEqualTo("unknown");
        assertThat(unknown.text("next_step")).isEqualTo("wait");
        Answer tooEarly = postNote(session, "Mapped the drive again.");
        assertThat(tooEarly.text("code")).isIn("writeback_unresolved", "writeback_in_progress");

        awaitNote(session, "confirmed");
        assertThat(writeback(session).get("found_by")).isEqualTo("marker");
        Answer repeated = postNote(session, "Mapped the drive again.");
        assertThat(repeated.status()).as(repeated.body()).isEqualTo(200);
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
    }

    @Test
    void a_customer_visible_note_that_never_arrived_waits_for_a_person_and_is_never_sent_twice() {
        Session session = linkedSession(connected());
        Simulator.fault(ticket(session), "drop_before_commit", "note", "{}", 1);
        Answer unknown = postNote(session, "Mapped the drive again.");
        assertThat(unknown.status()).isEqualTo(502);
        assertThat(unknown.text("note_state")).isEqualTo("unknown");
        awaitNote(session, "needs_person");
        assertThat(Simulator.notes(ticket(session))).isEmpty();
        Answer repeat = postNote(session, "Mapped the drive again.");
        assertThat(repeat.status()).isEqualTo(409);
        assertThat(repeat.text("code")).isEqualTo("writeback_unresolved");
        assertThat(repeat.text("next_step")).isEqualTo("decide");
        assertThat(Simulator.notes(ticket(session))).isEmpty();
        String id = unknown.text("writeback_id");
        assertThat(
                        count(
                                "select count(*) from outbox_event where type = 'psa.writeback_failed' and aggregate_id = ? and payload like '%needs_person%'",
                                id))
                .isOne();

        String decide = "/api/v1/integrations/psa/writebacks/" + id + "/decision";
        Answer decided =
                post(
                        dana,
                        decide,
                        "{\"decision\": \"send_again\", \"reason\": \"It is not there.\"}");
        assertThat(decided.status()).as(decided.body()).isEqualTo(200);
        assertThat(decided.text("state")).isEqualTo("completed");
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
        assertThat(
                        post(dana, decide, "{\"decision\": \"send_again\", \"reason\": \"Again.\"}")
                                .text("code"))
                .isEqualTo("no_decision_needed");
    }

    @Test
    void an_internal_note_that_never_arrived_may_be_sent_again_after_the_quiet_period() {
        Session session = linkedSession(connected());
        Simulator.fault(ticket(session), "drop_before_commit", "note", "{}", 1);
        Answer unknown =
                post(dana, packagePath(session), "{\"markdown\": \"Needs a network engineer.\"}");
        assertThat(unknown.text("note_state")).isEqualTo("unknown");
        awaitNote(session, "pending");
        assertThat(Simulator.notes(ticket(session))).isEmpty();
        Answer repeated =
                post(dana, packagePath(session), "{\"markdown\": \"Needs a network engineer.\"}");
        assertThat(repeated.status()).as(repeated.body()).isEqualTo(200);
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

    @Test
    void a_short_throttle_is_waited_out() {
        Session session = linkedSession(connected());
        Simulator.fault(ticket(session), "throttle", "note", "{\"n\": 1, \"retry_after\": 1}", 1);
        assertThat(postNote(session, "Mapped the drive again.").status()).isEqualTo(200);
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
    }

    @Test
    void a_long_throttle_is_told_and_nothing_was_posted() {
        Session session = linkedSession(connected());
        Simulator.fault(ticket(session), "throttle", "note", "{\"n\": 1, \"retry_after\": 6}", 1);
        Answer refused = postNote(session, "Mapped the drive again.");
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.text("code")).isEqualTo("psa_post_failed");
        assertThat(refused.text("psa_reason")).isEqualTo("throttled");
        assertThat(refused.text("note_state")).isEqualTo("pending");
        assertThat(refused.header("Retry-After")).isEqualTo("6");
        // everybody waits: the connection is left alone, and nothing reaches the other side
        assertThat(postNote(session, "Now with other words.").text("psa_reason"))
                .isEqualTo("throttled");
        assertThat(Simulator.requests(ticket(session), "note")).isOne();
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(postNote(session, "Now with other words.").status())
                                .isEqualTo(200));
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
    }

    @Test
    void a_refused_note_may_be_posted_with_other_words() {
        Session session = linkedSession(connected());
        Simulator.fault(ticket(session), "forbidden", "note", "{}", 1);
        Answer refused = postNote(session, "Mapped the drive again.");
        assertThat(refused.text("code")).isEqualTo("psa_post_failed");
        assertThat(refused.text("psa_reason")).isEqualTo("permission_missing");
        assertThat(refused.text("note_state")).isEqualTo("rejected");
        assertThat(postNote(session, "Other words.").status()).isEqualTo(200);
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
    }

    @Test
    void a_refused_note_is_in_doubt_while_the_ticket_cannot_be_read_and_is_not_posted_twice()
            throws Exception {
        Session session = linkedSession(connected());
        String ticket = ticket(session);
        Simulator.fault(ticket, "throttle", "note", "{\"n\": 1, \"retry_after\": 2}", 1);
        Simulator.fault(ticket, "error_after_commit", "note", "{\"code\": 422}", 1);
        var posting = CompletableFuture.supplyAsync(() -> postNote(session, "Mapped it again."));
        // the ticket was read by then; what follows the refusal is not
        await().atMost(SOON).until(() -> Simulator.requests(ticket, "note") == 1);
        Simulator.fault(ticket, "forbidden", "read", "{}", 99);
        Answer unknown = posting.get(20, TimeUnit.SECONDS);
        assertThat(unknown.status()).as(unknown.body()).isEqualTo(502);
        assertThat(unknown.text("code")).isEqualTo("psa_unreachable");
        assertThat(unknown.text("note_state")).isEqualTo("unknown");
        assertThat(unknown.text("next_step")).isEqualTo("wait");

        Simulator.faultsOff(ticket, "forbidden", "read");
        awaitNote(session, "confirmed");
        assertThat(writeback(session).get("found_by")).isEqualTo("marker");
        assertThat(postNote(session, "Mapped it again.").status()).isEqualTo(200);
        assertThat(Simulator.notes(ticket)).hasSize(1);
    }

    @Test
    void a_retry_of_a_refused_note_whose_ticket_is_refused_too_is_an_answer() {
        Session session = linkedSession(connected());
        Simulator.fault(ticket(session), "forbidden", "note", "{}", 1);
        postNote(session, "Mapped the drive again.");
        Simulator.fault(ticket(session), "forbidden", "read", "{}", 99);
        String retry = "/api/v1/ai-sessions/" + session.id + "/retry-psa-push";
        Answer refused = post(dana, retry, null);
        assertThat(refused.status()).as(refused.body()).isEqualTo(200);
        assertThat(refused.text("psa_push_status")).isEqualTo("failed");
        assertThat(refused.text("note_state")).isEqualTo("rejected");
        Simulator.faultsOff(ticket(session), "forbidden", "read");
        assertThat(post(dana, retry, null).text("psa_push_status")).isEqualTo("sent");
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
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
    void a_merged_ticket_is_noticed_by_its_other_id() {
        Session session = linkedSession(connected());
        String other = Simulator.newTicket();
        Simulator.fault(ticket(session), "merged", "read", "{\"id\": \"%s\"}".formatted(other), 99);
        Answer merged = postNote(session, "Mapped the drive again.");
        assertThat(merged.status()).isEqualTo(409);
        assertThat(merged.text("code")).isEqualTo("ticket_merged");
        assertThat(merged.text("merged_into")).isEqualTo(other);
        assertThat(Simulator.notes(ticket(session))).isEmpty();
        session.ticket = other;
        assertThat(postNote(session, "Mapped the drive again.").status()).isEqualTo(200);
        assertThat(Simulator.notes(other)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"newline_to_space", "html_rewrite"})
    void rewritten_text_still_compares_equal(String mode) {
        Session session = linkedSession(connected());
        Simulator.fault(ticket(session), mode, "note", "{}", 1);
        Answer posted = postNote(session, "Line one <b>bold</b> & more.\nLine two.");
        assertThat(
                        get(dana, receiptPath(posted.text("writeback_id")))
                                .json()
                                .path("note")
                                .path("read_back")
                                .asString())
                .isEqualTo("match");
    }

    @Test
    void twenty_posts_at_once_end_in_one_note_KD_31() throws Exception {
        Session session = linkedSession(connected());
        var posts = new ArrayList<Callable<Answer>>();
        for (int i = 0; i < 20; i++) {
            posts.add(() -> postNote(session, "Mapped the drive again."));
        }
        List<Answer> answers = together(posts);
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(19);
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
        assertThat(Simulator.requests(ticket(session), "note")).isOne();
        assertThat(session.applied).hasSize(1);
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

    @Test
    void a_write_back_whose_process_died_while_sending_is_looked_for() {
        Session session = linkedSession(connected());
        Simulator.fault(ticket(session), "silent_reject_status", "status", "{}", 99);
        UUID id =
                UUID.fromString(postNote(session, "Mapped the drive again.").text("writeback_id"));
        // as a kill between sending and storing leaves it: sending, leased, and nobody there
        inAccount(db -> {
            db.sql(
                            "update writeback_part set state = 'pending', external_id = null where writeback_id = ?")
                    .params(id)
                    .update();
            return db.sql(
                            "update writeback set note_state = 'sending', state = 'in_progress', external_id = null, found_by = null,"
                                    + " status_state = 'waiting', verification = null, lease_owner = id, lease_epoch = lease_epoch + 1,"
                                    + " lease_until = now() - interval '1 second' where id = ?")
                    .params(id)
                    .update();
        });
        awaitNote(session, "confirmed");
        assertThat(writeback(session).get("found_by")).isEqualTo("marker");
        assertThat(writeback(session).get("state")).isEqualTo("needs_retry");
        Simulator.faultsOff(ticket(session), "silent_reject_status", "status");
        assertThat(postNote(session, "Mapped the drive again.").status()).isEqualTo(200);
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
    }

    private void awaitNote(Session session, String state) {
        await().atMost(SOON)
                .untilAsserted(() -> {
                    assertThat(writeback(session).get("note_state")).isEqualTo(state);
                    assertThat(writeback(session).get("lease_owner")).isNull();
                });
    }
}
