package io.resolutionflow.psa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.psa.SessionStub.Session;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Contract-psa §14, row 3: a note that shows later than every look. It cannot be told from one that
 * was never stored, so an internal one is sent again, and the copy is told.
 */
class LateNoteIT extends RunningService {

    @Override
    boolean changesNeighbours() {
        return false;
    }

    /** Longer than the quiet period and the two looks behind it. */
    private static final String LATE = "{\"ms\": 8000}";

    private static final String TEXT = "{\"markdown\": \"Needs a network engineer.\"}";

    @Test
    @SideBySide
    void an_internal_note_that_is_sent_again_and_shows_twice_is_reported_and_never_hidden() {
        Session session = linkedSession(connected());
        Simulator.fault(ticket(session), "late_visible", "note", LATE, 1);
        Simulator.fault(ticket(session), "drop_after_commit", "note", "{}", 1);
        Answer unknown = post(dana, packagePath(session), TEXT);
        assertThat(unknown.text("note_state")).as(unknown.body()).isEqualTo("unknown");
        awaitNote(session, "pending");
        awaitShown(session);
        Answer repeated = post(dana, packagePath(session), TEXT);
        assertThat(repeated.status()).as(repeated.body()).isEqualTo(200);
        assertThat(Simulator.notes(ticket(session))).hasSize(2);
        assertThat(
                        get(dana, receiptPath(repeated.text("writeback_id")))
                                .json()
                                .path("note")
                                .path("duplicates")
                                .asInt())
                .isOne();
    }

    @Test
    @SideBySide
    void a_customer_visible_note_that_shows_too_late_is_sent_once_and_a_person_says_it_is_there() {
        Session session = linkedSession(connected());
        Simulator.fault(ticket(session), "late_visible", "note", "{\"ms\": 600000}", 1);
        Simulator.fault(ticket(session), "drop_after_commit", "note", "{}", 1);
        Answer unknown = postNote(session, "Mapped the drive again.");
        assertThat(unknown.text("note_state")).as(unknown.body()).isEqualTo("unknown");
        awaitNote(session, "needs_person");
        assertThat(postNote(session, "Mapped the drive again.").text("next_step"))
                .isEqualTo("decide");
        String stored = Simulator.notes(ticket(session)).getFirst().path("id").asString();
        Answer decided =
                post(
                        dana,
                        "/api/v1/integrations/psa/writebacks/"
                                + unknown.text("writeback_id")
                                + "/decision",
                        Map.of(
                                "decision", "it_is_there",
                                "external_id", stored,
                                "reason", "I see it in the ticket."));
        assertThat(decided.status()).as(decided.body()).isEqualTo(200);
        assertThat(decided.text("state")).isEqualTo("completed");
        assertThat(decided.text("external_id")).isEqualTo(stored);
        assertThat(session.status).isEqualTo("resolved");
        assertThat(
                        get(dana, receiptPath(unknown.text("writeback_id")))
                                .json()
                                .path("note")
                                .path("found_by")
                                .asString())
                .isEqualTo("person");
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
        assertThat(Simulator.requests(ticket(session), "note")).isOne();
    }

    private void awaitShown(Session session) {
        await().atMost(SOON)
                .until(() ->
                        get(dana, "/api/v1/integrations/psa/tickets/" + ticket(session))
                                        .json()
                                        .path("notes")
                                        .size()
                                == 1);
    }
}
