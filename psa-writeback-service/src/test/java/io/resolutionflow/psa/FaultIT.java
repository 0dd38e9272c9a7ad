package io.resolutionflow.psa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.psa.SessionStub.Session;
import java.time.Duration;
import java.time.Instant;
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
 * Contract-psa §8.1 and §14: what the ticketing system may do to a note, and what the ledger says
 * afterwards.
 */
class FaultIT extends RunningService {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hang_after_commit|{\"ms\": 4000}",
                "slow_body|{\"ms\": 20000}",
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
        Instant started = Instant.now();
        Answer posted = postNote(session, "Mapped the drive again.");
        assertThat(posted.status()).as(posted.body()).isEqualTo(200);
        assertThat(Duration.between(started, Instant.now())).isLessThan(Duration.ofSeconds(15));
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
        Simulator.fault(ticket(session), "late_visible", "note", "{\"ms\": 1800}", 1);
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
        Simulator.fault(ticket(session), "throttle", "note", "{\"n\": 1, \"retry_after\": 60}", 1);
        Answer refused = postNote(session, "Mapped the drive again.");
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.text("code")).isEqualTo("psa_post_failed");
        assertThat(refused.text("psa_reason")).isEqualTo("throttled");
        assertThat(refused.text("note_state")).isEqualTo("pending");
        assertThat(refused.header("Retry-After")).isEqualTo("60");
        // everybody waits: the connection is left alone, and nothing reaches the other side
        assertThat(postNote(session, "Now with other words.").text("psa_reason"))
                .isEqualTo("throttled");
        assertThat(Simulator.requests(ticket(session), "note")).isOne();
        // as if the wait were over
        rows().update("update connection_budget set blocked_until = now()");
        assertThat(postNote(session, "Now with other words.").status()).isEqualTo(200);
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
        assertThat(refused.text("session_status")).isEqualTo("active");
        Simulator.faultsOff(ticket(session), "forbidden", "read");
        assertThat(post(dana, retry, null).text("psa_push_status")).isEqualTo("sent");
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
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
}
