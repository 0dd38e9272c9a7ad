package io.resolutionflow.l1walk.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.l1walk.escalation.HandoffAct.Kind;
import io.resolutionflow.l1walk.walk.Escalation;
import io.resolutionflow.l1walk.walk.Escalation.State;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EscalationRulesTests {

    private static final Instant NOW = Instant.parse("2026-11-20T14:03:08Z");
    private static final UUID DANA = UUID.randomUUID();

    private final Escalation requested =
            new Escalation(
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    "l1_escalate",
                    State.REQUESTED,
                    0,
                    UUID.randomUUID(),
                    "Lee Park",
                    "normal",
                    null,
                    null,
                    null,
                    null,
                    null,
                    NOW,
                    null);

    @Test
    void createdQueuesAndALateOneNeverUndoesAClaim() {
        assertThat(apply(requested, Kind.CREATED, 0).state()).isEqualTo(State.QUEUED);
        Escalation claimed = apply(requested, Kind.CLAIM, 1);
        assertThat(claimed.state()).isEqualTo(State.CLAIMED);
        assertThat(apply(claimed, Kind.CREATED, 0)).isSameAs(claimed);
    }

    @Test
    void aReleaseQueuesAgainAndForgetsTheClaimer() {
        Escalation released = apply(apply(requested, Kind.CLAIM, 1), Kind.RELEASE, 2);
        assertThat(released.state()).isEqualTo(State.QUEUED);
        assertThat(released.claimedById()).isNull();
    }

    @Test
    void anActOfTheSameOrAnOlderEpochChangesNothing() {
        Escalation released = apply(apply(requested, Kind.CLAIM, 1), Kind.RELEASE, 2);
        assertThat(apply(released, Kind.CLAIM, 1)).isSameAs(released);
        assertThat(apply(released, Kind.CANCEL, 2)).isSameAs(released);
    }

    /** KD-71. */
    @Test
    void theSessionIsLearntFromTheEventOfAClaimThatTheCallAppliedAlready() {
        UUID session = UUID.randomUUID();
        Escalation claimed = apply(requested, Kind.CLAIM, 1);
        assertThat(claimed.aiSessionId()).isNull();
        Escalation told = EscalationRules.apply(claimed, claim(1, session));
        assertThat(told.aiSessionId()).isEqualTo(session);
        assertThat(told.state()).isEqualTo(State.CLAIMED);
        assertThat(told.claimedByName()).isEqualTo("Dana Reyes");
        assertThat(EscalationRules.apply(told, claim(1, UUID.randomUUID()))).isSameAs(told);
        // released by a call meanwhile: the late event changes nothing else
        Escalation released = apply(claimed, Kind.RELEASE, 2);
        Escalation late = EscalationRules.apply(released, claim(1, session));
        assertThat(late.state()).isEqualTo(State.QUEUED);
        assertThat(late.claimedById()).isNull();
        assertThat(late.aiSessionId()).isEqualTo(session);
    }

    @Test
    void whatIsOverStaysOver() {
        Escalation cancelled = apply(requested, Kind.CANCEL, 1);
        assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
        assertThat(apply(cancelled, Kind.CLAIM, 5)).isSameAs(cancelled);
    }

    @Test
    void aCloseTellsResolvedFromTheRest() {
        assertThat(EscalationRules.apply(requested, act(Kind.CLOSE, 0, "resolved")).state())
                .isEqualTo(State.RESOLVED);
        assertThat(EscalationRules.apply(requested, act(Kind.CLOSE, 0, "superseded")).state())
                .isEqualTo(State.CLOSED);
    }

    @Test
    void theSummaryIsShortened() {
        assertThat(EscalationRules.resolved(requested, "x".repeat(600), NOW).outcomeSummary())
                .hasSize(500);
    }

    private static Escalation apply(Escalation before, Kind kind, int epoch) {
        return EscalationRules.apply(before, act(kind, epoch, null));
    }

    private static HandoffAct claim(int epoch, UUID session) {
        return new HandoffAct(
                Kind.CLAIM,
                epoch,
                true,
                DANA,
                "Dana Reyes",
                session,
                DANA,
                "Dana Reyes",
                null,
                NOW);
    }

    private static HandoffAct act(Kind kind, int epoch, @Nullable String reason) {
        boolean claimed = kind == Kind.CLAIM;
        return new HandoffAct(
                kind,
                epoch,
                claimed,
                claimed ? DANA : null,
                claimed ? "Dana Reyes" : null,
                null,
                DANA,
                "Dana Reyes",
                reason,
                NOW);
    }
}
