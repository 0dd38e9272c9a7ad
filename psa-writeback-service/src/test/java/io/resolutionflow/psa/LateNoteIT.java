package io.resolutionflow.psa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.psa.SessionStub.Session;
import org.junit.jupiter.api.Test;

/**
 * Contract-psa §14, row 3: a note that shows later than every look. It cannot be told from one that
 * was never stored, so an internal one is sent again, and the copy is told.
 */
class LateNoteIT extends RunningService {

    /** Longer than the quiet period and the two looks behind it. */
    private static final String LATE = "{\"ms\": 8000}";

    private static final String TEXT = "{\"markdown\": \"Needs a network engineer.\"}";

    @Test
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
