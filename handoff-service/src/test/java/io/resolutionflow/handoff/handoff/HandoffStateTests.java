package io.resolutionflow.handoff.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of contract-handoffs §2.2. */
class HandoffStateTests {

    @Test
    void a_release_opens_it_again_and_raises_epoch_release_count_and_version() {
        HandoffState released = Handed.claimed().released(Handed.AT.plusSeconds(60));
        assertThat(released.status()).isEqualTo(Status.OPEN);
        assertThat(released.claimer()).isNull();
        assertThat(released.claimedAt()).isNull();
        assertThat(released.claimEpoch()).isEqualTo(2);
        assertThat(released.releaseCount()).isEqualTo(1);
        assertThat(released.version()).isEqualTo(3);
        assertThat(released.releasedAt()).isEqualTo(Handed.AT.plusSeconds(60));
    }

    @Test
    void reassigning_an_open_one_changes_the_wish_and_not_the_claimer() {
        HandoffState wished = Handed.open().reassigned(Handed.ELI, Priority.HIGH, Handed.AT);
        assertThat(wished.status()).isEqualTo(Status.OPEN);
        assertThat(wished.target()).isEqualTo(Handed.ELI);
        assertThat(wished.claimer()).isNull();
        assertThat(wished.priority()).isEqualTo(Priority.HIGH);
        assertThat(wished.claimEpoch()).isEqualTo(1);
    }

    @Test
    void reassigning_a_claimed_one_makes_the_target_its_claimer_from_now_on() {
        HandoffState moved =
                Handed.claimed().reassigned(Handed.ELI, Priority.NORMAL, Handed.AT.plusSeconds(9));
        assertThat(moved.status()).isEqualTo(Status.CLAIMED);
        assertThat(moved.claimer()).isEqualTo(Handed.ELI);
        assertThat(moved.claimedAt()).isEqualTo(Handed.AT.plusSeconds(9));
        assertThat(moved.claimEpoch()).isEqualTo(2);
    }

    @Test
    void a_claimed_one_is_not_reassigned_to_nobody() {
        refused(state -> state.reassigned(null, Priority.NORMAL, Handed.AT), Handed.claimed());
    }

    @Test
    void closing_keeps_who_worked_it_and_the_epoch() {
        HandoffState closed = Handed.claimed().closed(CloseReason.RESOLVED, Handed.AT);
        assertThat(closed.status()).isEqualTo(Status.CLOSED);
        assertThat(closed.claimer()).isEqualTo(Handed.DANA);
        assertThat(closed.claimEpoch()).isEqualTo(1);
        assertThat(closed.closedReason()).isEqualTo(CloseReason.RESOLVED);
        assertThat(closed.closedAt()).isEqualTo(Handed.AT);
    }

    @Test
    void only_an_open_one_is_cancelled() {
        assertThat(Handed.open().cancelled(Handed.AT).status()).isEqualTo(Status.CANCELLED);
        assertThat(Handed.open().cancelled(Handed.AT).claimEpoch()).isEqualTo(1);
        refused(state -> state.cancelled(Handed.AT), Handed.claimed());
    }

    @Test
    void only_a_claimed_one_is_released() {
        refused(state -> state.released(Handed.AT), Handed.open());
    }

    @ParameterizedTest
    @EnumSource(names = {"CANCELLED", "CLOSED"})
    void what_is_over_stays_over(Status over) {
        HandoffState state = Handed.state(over, null, 2);
        refused(s -> s.released(Handed.AT), state);
        refused(s -> s.cancelled(Handed.AT), state);
        refused(s -> s.closed(CloseReason.DELETED, Handed.AT), state);
        refused(s -> s.reassigned(Handed.ELI, Priority.LOW, Handed.AT), state);
        assertThat(state.isLive()).isFalse();
    }

    private static void refused(UnaryOperator<HandoffState> act, HandoffState state) {
        assertThatThrownBy(() -> act.apply(state)).isInstanceOf(IllegalStateException.class);
    }
}
