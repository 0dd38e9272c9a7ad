package io.resolutionflow.handoff.handoff.messaging;

import io.resolutionflow.contracts.event.HandoffRequested;
import io.resolutionflow.handoff.handoff.Intent;
import io.resolutionflow.handoff.handoff.NewHandoff;
import io.resolutionflow.handoff.handoff.Origin;
import io.resolutionflow.handoff.handoff.Person;
import io.resolutionflow.handoff.handoff.Priority;
import io.resolutionflow.handoff.handoff.Request;
import io.resolutionflow.handoff.handoff.SourceKind;
import io.resolutionflow.handoff.handoff.WireName;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads {@code session.handoff_requested} and {@code l1.handoff_requested} as a new hand-off. */
final class RequestReading {

    private static final int REASON_MAX = 500;

    private RequestReading() {}

    static NewHandoff of(HandoffRequested event, long sourceSeq, @Nullable Person target) {
        UUID walk = event.walkId();
        UUID source = walk != null ? walk : event.sessionId();
        if (source == null) {
            throw new IllegalArgumentException("neither session nor walk is named");
        }
        Intent intent = WireName.required(Intent.class, event.intent());
        Origin origin = WireName.required(Origin.class, event.origin());
        String reason = Request.reasonOf(intent, event.reason(), event.engineerNotes());
        var request =
                new Request(
                        walk != null ? SourceKind.L1_WALK : SourceKind.AI_SESSION,
                        source,
                        walk,
                        intent,
                        origin,
                        reason == null || reason.length() <= REASON_MAX
                                ? reason
                                : reason.substring(0, REASON_MAX),
                        event.reasonCategory(),
                        event.engineerNotes(),
                        new Person(event.handedOffBy(), event.handedOffByName()),
                        event.actingAs(),
                        event.teamId(),
                        event.snapshot(),
                        sourceSeq,
                        event.occurredAt());
        return new NewHandoff(
                event.handoffId(),
                request,
                WireName.required(Priority.class, event.priority()),
                target,
                event.writebackId(),
                statusAfter(intent, origin));
    }

    /** The source's status after the owner's transition (contract-handoffs §2.3). */
    private static String statusAfter(Intent intent, Origin origin) {
        return switch (origin) {
            case PACKAGE_POST, L1_ESCALATE, L1_ESCALATE_WITHOUT_WALK -> "escalated";
            case HANDOFF, ESCALATE -> intent == Intent.PARK ? "paused" : "requesting_escalation";
        };
    }
}
