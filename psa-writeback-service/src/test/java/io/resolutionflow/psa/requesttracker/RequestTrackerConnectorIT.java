package io.resolutionflow.psa.requesttracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.psa.connector.Peer;
import io.resolutionflow.psa.connector.PsaConnector;
import io.resolutionflow.psa.connector.PsaConnectorKit;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.connector.PsaFailure.Kind;
import io.resolutionflow.psa.connector.PsaTicket;
import io.resolutionflow.psa.connector.Visibility;
import io.resolutionflow.psa.vendor.VendorHttp;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Request Tracker 5 itself, as Debian packages it. */
@Tag("real-peer")
@EnabledIfEnvironmentVariable(
        named = RealRequestTracker.VARIABLE,
        matches = ".+",
        disabledReason =
                "Request Tracker 5 does not run here: stack/script/request-tracker.sh start installs it on Debian-family machines with root or sudo")
class RequestTrackerConnectorIT extends PsaConnectorKit {

    private final RealRequestTracker tracker = new RealRequestTracker();

    @Override
    protected Peer peer() {
        return tracker;
    }

    @Override
    protected PsaConnector connector(VendorHttp http) {
        return new RequestTrackerConnector(new RequestTrackerApi(http), Clock.systemUTC());
    }

    @Test
    void a_merged_ticket_answers_with_another_id() {
        String gone = tracker.newTicket("gone");
        String kept = tracker.newTicket("kept");
        tracker.merge(gone, kept);
        assertThat(connector().ticket(access(), gone).ticketId()).isEqualTo(kept);
    }

    @Test
    void a_status_write_is_not_made_when_the_ticket_changed_since_it_was_read() {
        String id = tracker.newTicket("x");
        PsaTicket read = connector().ticket(access(), id);
        tracker.setStatus(id, "stalled");
        PsaFailure overtaken = failure(() -> connector().setStatus(access(), read, "resolved"));
        assertThat(overtaken.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(tracker.status(id)).isEqualTo("stalled");
    }

    /** Statuses belong to the queue's life cycle: a sentence in a 200 is all that is said. */
    @Test
    void a_transition_the_life_cycle_forbids_is_a_200_that_did_nothing() {
        String id = tracker.newTicket("x", tracker.escalations(), "new");
        connector().setStatus(access(), connector().ticket(access(), id), "closed");
        assertThat(connector().ticket(access(), id).statusId()).isEqualTo("new");
        connector().setStatus(access(), connector().ticket(access(), id), "in_review");
        assertThat(connector().ticket(access(), id).statusId()).isEqualTo("in_review");
    }

    @Test
    void a_reply_opens_a_resolved_ticket_again_so_the_note_goes_first() {
        String id = tracker.newTicket("x");
        connector().setStatus(access(), connector().ticket(access(), id), "resolved");
        assertThat(connector().ticket(access(), id).closed()).isTrue();
        connector().addNote(access(), note(id, "Done.", Visibility.CUSTOMER));
        assertThat(connector().ticket(access(), id).statusId()).isEqualTo("open");
        connector().setStatus(access(), connector().ticket(access(), id), "resolved");
        assertThat(tracker.status(id)).isEqualTo("resolved");
    }

    @Test
    void a_user_without_the_right_to_comment_is_told_so() {
        String id = tracker.newTicket("x");
        var reader = access(tracker.readersCredentials(), Duration.ofSeconds(20));
        PsaFailure refused =
                failure(() -> connector().addNote(reader, note(id, "x", Visibility.INTERNAL)));
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused.reason()).isEqualTo("permission_missing");
    }

    @Test
    void the_marker_stands_in_the_subject_too() {
        String id = tracker.newTicket("x");
        connector().addNote(access(), note(id, "no marker in here", Visibility.INTERNAL));
        assertThat(connector().notes(access(), id, 1).getFirst().title()).contains("[ref RF-");
    }
}
