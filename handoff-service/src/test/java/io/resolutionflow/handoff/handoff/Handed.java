package io.resolutionflow.handoff.handoff;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Hand-offs in the states that tests talk about. */
final class Handed {

    static final Instant AT = Instant.parse("2026-11-20T14:03:09Z");
    static final Person ANA = new Person(new UUID(1, 1), "Ana Ruiz");
    static final Person DANA = new Person(new UUID(1, 2), "Dana Reyes");
    static final Person ELI = new Person(new UUID(1, 3), "Eli Stone");

    private Handed() {}

    static Handoff waiting() {
        return of(open());
    }

    static Handoff claimedByDana() {
        return of(claimed());
    }

    static HandoffState open() {
        return HandoffState.open(
                Priority.NORMAL, new UUID(2, 1), null, null, "requesting_escalation", AT);
    }

    static HandoffState claimed() {
        return state(Status.CLAIMED, DANA, 1);
    }

    static HandoffState state(Status status, @Nullable Person claimer, int epoch) {
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

    static Handoff of(HandoffState state) {
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
