package io.resolutionflow.psa.writeback;

import static io.resolutionflow.psa.writeback.Origin.AUTO;
import static io.resolutionflow.psa.writeback.Origin.MANUAL_POST;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Contract-psa §8.3: the overall state follows from the three steps. */
class WritebackStateTests {

    private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");
    private static final StatusRef WAS = new StatusRef("12", "In Progress");
    private static final StatusRef WANTED = new StatusRef("16", "Completed");

    private final NoteStep sending = NoteStep.pending().sending(NOW, Duration.ofMinutes(2));
    private final NoteStep confirmed = sending.confirmed("1", NOW, FoundBy.RESPONSE);
    private final StatusStep verified =
            StatusStep.waiting()
                    .wanting(WANTED)
                    .pending()
                    .sending(WAS)
                    .verifying()
                    .judged(WANTED, WANTED, NOW);
    private final StatusStep notVerified =
            StatusStep.waiting()
                    .wanting(WANTED)
                    .pending()
                    .sending(WAS)
                    .verifying()
                    .judged(WAS, WAS, NOW);
    private final SessionStep applied =
            SessionStep.waiting().pending().applied("resolved", null, NOW);

    @Test
    void everything_done_is_completed() {
        assertThat(of(confirmed, verified, applied, MANUAL_POST, false))
                .isEqualTo(WritebackState.COMPLETED);
        assertThat(of(NoteStep.notNeeded(), StatusStep.notNeeded(), applied, MANUAL_POST, false))
                .isEqualTo(WritebackState.COMPLETED);
        assertThat(
                        of(
                                confirmed,
                                StatusStep.waiting().wanting(null),
                                SessionStep.notNeeded(),
                                AUTO,
                                true))
                .isEqualTo(WritebackState.COMPLETED);
    }

    @Test
    void a_note_on_its_way_or_in_doubt_is_unknown() {
        assertThat(of(sending, StatusStep.waiting(), SessionStep.waiting(), MANUAL_POST, true))
                .isEqualTo(WritebackState.UNKNOWN);
        assertThat(of(sending.inDoubt(), StatusStep.waiting(), SessionStep.waiting(), AUTO, false))
                .isEqualTo(WritebackState.UNKNOWN);
    }

    @Test
    void a_manual_post_that_stopped_waits_for_its_handler() {
        assertThat(
                        of(
                                NoteStep.pending(),
                                StatusStep.waiting(),
                                SessionStep.waiting(),
                                MANUAL_POST,
                                true))
                .isEqualTo(WritebackState.NEEDS_RETRY);
        assertThat(of(confirmed, notVerified, SessionStep.waiting(), MANUAL_POST, true))
                .isEqualTo(WritebackState.NEEDS_RETRY);
    }

    @Test
    void when_only_the_session_is_left_the_background_finishes_also_a_manual_post() {
        assertThat(of(confirmed, verified, SessionStep.waiting().pending(), MANUAL_POST, false))
                .isEqualTo(WritebackState.PENDING_RETRY);
    }

    @Test
    void an_automatic_push_tries_again_until_its_tries_are_used_up() {
        assertThat(of(confirmed, notVerified, SessionStep.notNeeded(), AUTO, true))
                .isEqualTo(WritebackState.PENDING_RETRY);
        assertThat(of(confirmed, notVerified, SessionStep.notNeeded(), AUTO, false))
                .isEqualTo(WritebackState.FAILED);
    }

    @Test
    void a_session_taken_by_somebody_else_is_a_conflict() {
        SessionStep conflict = SessionStep.waiting().pending().conflict("resolved", NOW);
        assertThat(of(confirmed, verified, conflict, MANUAL_POST, true))
                .isEqualTo(WritebackState.CONFLICT);
    }

    @Test
    void the_session_sees_one_of_three_words() {
        assertThat(WritebackState.COMPLETED.pushStatus()).isEqualTo("sent");
        assertThat(WritebackState.UNKNOWN.pushStatus()).isEqualTo("pending_retry");
        assertThat(WritebackState.NEEDS_PERSON.pushStatus()).isEqualTo("failed");
        assertThat(WritebackState.CANCELLED.pushStatus()).isNull();
    }

    private static WritebackState of(
            NoteStep note, StatusStep status, SessionStep session, Origin origin, boolean again) {
        return WritebackState.of(note, status, session, origin, again);
    }
}
