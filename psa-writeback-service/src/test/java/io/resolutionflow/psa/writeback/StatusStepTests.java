package io.resolutionflow.psa.writeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Contract-psa §8.2: what reading back proves. */
class StatusStepTests {

    private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");
    private static final StatusRef WAS = new StatusRef("12", "In Progress");
    private static final StatusRef WANTED = new StatusRef("16", "Completed");
    private static final StatusRef OTHER = new StatusRef("18", "Waiting Customer");

    private final StatusStep verifying =
            StatusStep.waiting().wanting(WANTED).pending().sending(WAS).verifying();

    @Test
    void the_second_read_with_the_wanted_status_verifies() {
        StatusStep verified = verifying.judged(WAS, WANTED, NOW);
        assertThat(verified.state()).isEqualTo(StatusState.VERIFIED);
        assertThat(verified.found()).isEqualTo(WANTED);
        assertThat(verified.verifiedAt()).isEqualTo(NOW);
        assertThat(verified.reads()).isEqualTo(3);
    }

    @Test
    void an_accepted_but_unchanged_status_is_rejected_KD_30() {
        assertThat(why(WAS, WAS)).isEqualTo(Verification.REJECTED);
    }

    @Test
    void a_status_that_falls_back_after_the_first_read_was_changed_elsewhere() {
        assertThat(why(WANTED, WAS)).isEqualTo(Verification.CHANGED_ELSEWHERE);
    }

    @Test
    void a_third_status_was_set_elsewhere() {
        assertThat(why(WANTED, OTHER)).isEqualTo(Verification.CHANGED_ELSEWHERE);
        assertThat(why(null, OTHER)).isEqualTo(Verification.CHANGED_ELSEWHERE);
        assertThat(verifying.judged(OTHER, OTHER, NOW).found()).isEqualTo(OTHER);
    }

    @Test
    void without_the_second_read_nothing_is_proved() {
        assertThat(why(WANTED, null)).isEqualTo(Verification.UNREADABLE);
        assertThat(why(null, null)).isEqualTo(Verification.UNREADABLE);
    }

    @Test
    void a_ticket_that_has_the_status_already_is_verified_without_a_write() {
        StatusStep there = StatusStep.waiting().wanting(WANTED).pending().alreadyThere(WANTED, NOW);
        assertThat(there.state()).isEqualTo(StatusState.VERIFIED);
        assertThat(there.before()).isEqualTo(WANTED);
    }

    @Test
    void no_mapped_status_is_skipped_and_a_later_mapping_counts() {
        StatusStep skipped = StatusStep.waiting().wanting(null);
        assertThat(skipped.state()).isEqualTo(StatusState.SKIPPED);
        assertThat(skipped.skippedCode()).isEqualTo("no_target_status");
        assertThat(skipped.wanting(WANTED).state()).isEqualTo(StatusState.WAITING);
    }

    @Test
    void a_verified_status_is_not_looked_at_again() {
        StatusStep verified = verifying.judged(WANTED, WANTED, NOW);
        assertThat(verified.wanting(OTHER)).isEqualTo(verified);
        assertThatIllegalStateException().isThrownBy(verified::pending);
    }

    @Test
    void a_refused_status_may_be_tried_again_with_another_target() {
        StatusStep refused = StatusStep.waiting().wanting(WANTED).pending().sending(WAS).refused();
        assertThat(refused.verification()).isEqualTo(Verification.REFUSED);
        assertThat(refused.wanting(OTHER).pending().wanted()).isEqualTo(OTHER);
    }

    private @Nullable Verification why(@Nullable StatusRef first, @Nullable StatusRef second) {
        StatusStep judged = verifying.judged(first, second, NOW);
        assertThat(judged.state()).isEqualTo(StatusState.NOT_VERIFIED);
        return judged.verification();
    }
}
