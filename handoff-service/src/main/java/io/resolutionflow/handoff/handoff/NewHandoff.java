package io.resolutionflow.handoff.handoff;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A hand-off as an entry brings it: the owner's transition has happened already. */
public record NewHandoff(
        UUID id,
        Request request,
        Priority priority,
        @Nullable Person target,
        @Nullable UUID packageWritebackId,
        String sessionStatus) {

    Handoff opened() {
        UUID session = request.sourceKind() == SourceKind.AI_SESSION ? request.sourceId() : null;
        var state =
                HandoffState.open(
                        priority,
                        session,
                        target,
                        packageWritebackId,
                        sessionStatus,
                        request.createdAt());
        var wanted =
                request.intent() == Intent.ESCALATE
                        ? AssessmentState.PENDING
                        : AssessmentState.NOT_WANTED;
        return new Handoff(
                id,
                request,
                state,
                new Assessment(wanted, null, null, null, 0),
                CardReading.of(request.sourceKind(), request.snapshot()));
    }
}
