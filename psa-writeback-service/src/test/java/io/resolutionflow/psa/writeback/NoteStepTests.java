package io.resolutionflow.psa.writeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.resolutionflow.psa.connector.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contract-psa §8.1, row by row. */
class NoteStepTests {

    private static final Instant SENT = Instant.parse("2026-11-20T14:00:00Z");
    private static final Duration QUIET = Duration.ofSeconds(120);
    private static final Duration BETWEEN = Duration.ofSeconds(30);

    private final NoteStep sending = NoteStep.pending().sending(SENT, QUIET);
    private final NoteStep unknown = sending.inDoubt();

    @Test
    void a_readable_id_confirms_the_note() {
        NoteStep confirmed = sending.confirmed("88121", SENT.plusSeconds(1), FoundBy.RESPONSE);
        assertThat(confirmed.state()).isEqualTo(NoteState.CONFIRMED);
        assertThat(confirmed.externalId()).isEqualTo("88121");
        assertThat(confirmed.isDone()).isTrue();
    }

    @Test
    void a_note_without_an_id_counts_only_when_a_person_saw_it() {
        assertThatIllegalStateException()
                .isThrownBy(() -> sending.confirmed(null, SENT, FoundBy.RESPONSE));
        NoteStep seen = inNeedOfAPerson().confirmed(null, SENT.plusSeconds(400), FoundBy.PERSON);
        assertThat(seen.state()).isEqualTo(NoteState.CONFIRMED);
    }

    @Test
    void what_never_left_us_may_be_sent_again() {
        assertThat(sending.notSent().state()).isEqualTo(NoteState.PENDING);
        assertThat(sending.notSent().sending(SENT.plusSeconds(9), QUIET).firstSentAt())
                .isEqualTo(SENT);
    }

    @Test
    void a_refused_note_may_be_refused_again_before_it_is_sent() {
        assertThat(sending.rejected().rejected().state()).isEqualTo(NoteState.REJECTED);
    }

    @Test
    void a_note_in_doubt_cannot_be_sent_KD_30() {
        assertThatIllegalStateException()
                .isThrownBy(() -> unknown.sending(SENT.plusSeconds(5), QUIET));
        assertThatIllegalStateException().isThrownBy(unknown::again);
        assertThatIllegalStateException().isThrownBy(unknown::cancelled);
        assertThatIllegalStateException().isThrownBy(unknown::givenUp);
    }

    @Test
    void a_miss_before_the_quiet_period_decides_nothing() {
        NoteStep early = unknown;
        for (int second : List.of(5, 30, 119)) {
            early =
                    early.reconciling()
                            .missed(SENT.plusSeconds(second), Visibility.INTERNAL, BETWEEN);
            assertThat(early.state()).isEqualTo(NoteState.UNKNOWN);
        }
        assertThat(early.missesAfterQuiet()).isZero();
        assertThat(early.looks()).isEqualTo(3);
    }

    @Test
    void an_internal_note_may_be_sent_again_after_two_misses_behind_the_quiet_period() {
        NoteStep once =
                unknown.reconciling().missed(SENT.plusSeconds(120), Visibility.INTERNAL, BETWEEN);
        assertThat(once.state()).isEqualTo(NoteState.UNKNOWN);
        NoteStep twice =
                once.reconciling().missed(SENT.plusSeconds(180), Visibility.INTERNAL, BETWEEN);
        assertThat(twice.state()).isEqualTo(NoteState.PENDING);
    }

    @Test
    void a_customer_visible_note_is_never_sent_again_without_a_person() {
        assertThat(inNeedOfAPerson().state()).isEqualTo(NoteState.NEEDS_PERSON);
        assertThatIllegalStateException()
                .isThrownBy(() -> inNeedOfAPerson().sending(SENT.plusSeconds(300), QUIET));
        assertThat(inNeedOfAPerson().sendAgain().state()).isEqualTo(NoteState.PENDING);
    }

    @Test
    void two_misses_close_together_count_as_one() {
        NoteStep once =
                unknown.reconciling().missed(SENT.plusSeconds(121), Visibility.INTERNAL, BETWEEN);
        NoteStep soon =
                once.reconciling().missed(SENT.plusSeconds(131), Visibility.INTERNAL, BETWEEN);
        assertThat(soon.state()).isEqualTo(NoteState.UNKNOWN);
        assertThat(
                        soon.reconciling()
                                .missed(SENT.plusSeconds(151), Visibility.INTERNAL, BETWEEN)
                                .state())
                .isEqualTo(NoteState.PENDING);
    }

    @Test
    void unreadable_notes_teach_nothing() {
        NoteStep once =
                unknown.reconciling().missed(SENT.plusSeconds(121), Visibility.CUSTOMER, BETWEEN);
        NoteStep blind = once.reconciling().unreadable();
        assertThat(blind.state()).isEqualTo(NoteState.UNKNOWN);
        assertThat(blind.missesAfterQuiet()).isEqualTo(1);
    }

    @Test
    void a_marker_found_late_confirms() {
        NoteStep found =
                unknown.reconciling().confirmed("88122", SENT.plusSeconds(200), FoundBy.MARKER);
        assertThat(found.foundBy()).isEqualTo(FoundBy.MARKER);
        assertThat(found.state()).isEqualTo(NoteState.CONFIRMED);
    }

    @Test
    void sending_again_starts_a_new_quiet_period() {
        NoteStep once =
                unknown.reconciling().missed(SENT.plusSeconds(120), Visibility.INTERNAL, BETWEEN);
        NoteStep again =
                once.reconciling()
                        .missed(SENT.plusSeconds(180), Visibility.INTERNAL, BETWEEN)
                        .sending(SENT.plusSeconds(600), QUIET);
        assertThat(again.quietUntil()).isEqualTo(SENT.plusSeconds(720));
        assertThat(again.missesAfterQuiet()).isZero();
    }

    @Test
    void looks_follow_the_plan_and_then_every_ten_minutes() {
        var plan =
                List.of(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(3));
        var every = Duration.ofMinutes(10);
        assertThat(unknown.nextLook(SENT.plusSeconds(1), plan, every, QUIET))
                .isEqualTo(SENT.plusSeconds(5));
        assertThat(unknown.nextLook(SENT.plusSeconds(5), plan, every, QUIET))
                .isEqualTo(SENT.plusSeconds(30));
        assertThat(unknown.nextLook(SENT.plusSeconds(121), plan, every, QUIET))
                .isEqualTo(SENT.plusSeconds(180));
        assertThat(unknown.nextLook(SENT.plusSeconds(200), plan, every, QUIET))
                .isEqualTo(SENT.plusSeconds(800));
    }

    @ParameterizedTest
    @EnumSource(
            value = NoteState.class,
            names = {"SENDING", "CONFIRMED", "UNKNOWN", "NEEDS_PERSON", "NOT_NEEDED"})
    void only_what_was_not_sent_can_be_cancelled(NoteState state) {
        NoteStep step =
                switch (state) {
                    case SENDING -> sending;
                    case CONFIRMED -> sending.confirmed("1", SENT, FoundBy.RESPONSE);
                    case UNKNOWN -> unknown;
                    case NEEDS_PERSON -> inNeedOfAPerson();
                    default -> NoteStep.notNeeded();
                };
        assertThatIllegalStateException().isThrownBy(step::cancelled);
    }

    private NoteStep inNeedOfAPerson() {
        NoteStep once =
                unknown.reconciling().missed(SENT.plusSeconds(120), Visibility.CUSTOMER, BETWEEN);
        return once.reconciling().missed(SENT.plusSeconds(180), Visibility.CUSTOMER, BETWEEN);
    }
}
