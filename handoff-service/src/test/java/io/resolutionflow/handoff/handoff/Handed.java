package io.resolutionflow.handoff.handoff;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Hand-offs in the states that tests talk about. */
public final class Handed {

    public static final Instant AT = Instant.parse("2026-11-20T14:03:09Z");
    public static final Person ANA = new Person(new UUID(1, 1), "Ana Ruiz");
    public static final Person DANA = new Person(new UUID(1, 2), "Dana Reyes");
    public static final Person ELI = new Person(new UUID(1, 3), "Eli Stone");

    private Handed() {}

    public static Handoff waiting() {
        return of(open());
    }

    public static Handoff claimedByDana() {
        return of(claimed());
    }

    /** A walk of Ana's; with a continuing session once somebody has claimed it. */
    public static Handoff walk(Status status, @Nullable Person claimer, @Nullable UUID session) {
        Handoff at = of(state(status, claimer, 2));
        HandoffState state = at.state();
        Request request = at.request();
        return new Handoff(
                at.id(),
                new Request(
                        SourceKind.L1_WALK,
                        new UUID(4, 1),
                        new UUID(4, 1),
                        request.intent(),
                        Origin.L1_ESCALATE,
                        request.reason(),
                        null,
                        null,
                        ANA,
                        null,
                        null,
                        request.snapshot(),
                        1,
                        AT),
                new HandoffState(
                        status,
                        state.priority(),
                        session,
                        null,
                        claimer,
                        state.claimedAt(),
                        2,
                        0,
                        null,
                        null,
                        "escalated",
                        null,
                        null,
                        3,
                        AT),
                at.assessment(),
                at.card());
    }

    public static HandoffState open() {
        return HandoffState.open(
                Priority.NORMAL, new UUID(2, 1), null, null, "requesting_escalation", AT);
    }

    public static HandoffState claimed() {
        return state(Status.CLAIMED, DANA, 1);
    }

    public static HandoffState state(Status status, @Nullable Person claimer, int epoch) {
        return new HandoffState(
                status,
                Priority.NORMAL,
                new UUID(2, 1),
                null,
                claimer,
                claimer == null ? null : AT,
                epoch,
                0,
                null,
                null,
                "active",
                null,
                null,
                epoch + 1,
                AT);
    }

    public static Handoff of(HandoffState state) {
        var request =
                new Request(
                        SourceKind.AI_SESSION,
                        new UUID(2, 1),
                        null,
                        Intent.ESCALATE,
                        Origin.HANDOFF,
                        "Stuck",
                        null,
                        null,
                        ANA,
                        null,
                        null,
                        JsonNodeFactory.instance.objectNode(),
                        1,
                        AT);
        return new Handoff(
                new UUID(3, 1),
                request,
                state,
                new Assessment(AssessmentState.PENDING, null, null, null, 0),
                new Card(null, null, null, null, null, null, null, null, null));
    }
}
