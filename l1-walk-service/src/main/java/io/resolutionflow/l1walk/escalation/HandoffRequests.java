package io.resolutionflow.l1walk.escalation;

import io.resolutionflow.contracts.event.HandoffRequested;
import io.resolutionflow.l1walk.flow.HandOffText;
import io.resolutionflow.l1walk.text.InputText;
import io.resolutionflow.l1walk.walk.Walk;
import io.resolutionflow.l1walk.walk.WalkActor;
import io.resolutionflow.l1walk.walk.WalkEvents;
import io.resolutionflow.l1walk.walk.WalkPackage;
import io.resolutionflow.l1walk.walk.WalkTrail;
import io.resolutionflow.platform.outbox.Outbox;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code l1.handoff_requested}: all that the hand-off, the write-back and the continuing
 * session need (contract-l1 §13).
 */
@Component
class HandoffRequests {

    private static final int REASON = 500;
    private static final int NOTES = 10_000;
    private static final int SNAPSHOT_BYTES = 64 * 1024;

    private final Outbox outbox;
    private final JsonMapper json;

    HandoffRequests(Outbox outbox, JsonMapper json) {
        this.outbox = outbox;
        this.json = json;
    }

    void request(
            UUID handoffId,
            String origin,
            WalkTrail trail,
            HandOn handOn,
            WalkActor actor,
            Instant at) {
        Walk walk = trail.walk();
        HandOffText handOff = WalkPackage.handOff(trail);
        String packageMarkdown = WalkPackage.escalation(trail);
        String notes =
                handOn.reason() == null
                        ? packageMarkdown
                        : handOn.reason() + "\n\n" + packageMarkdown;
        outbox.append(
                HandoffRequested.OF_WALK,
                walk.id(),
                new HandoffRequested(
                        handoffId,
                        null,
                        walk.id(),
                        "escalate",
                        origin,
                        handOn.reason() == null ? null : InputText.head(handOn.reason(), REASON),
                        handOn.reasonCategory(),
                        InputText.head(notes, NOTES),
                        handOn.priority(),
                        null,
                        actor.id(),
                        actor.name(),
                        actor.actingAs(),
                        actor.teamId(),
                        null,
                        "active",
                        null,
                        walk.ticket().psaTicketId(),
                        walk.ticket().psaConnectionId(),
                        handOff.handOffTo(),
                        handOff.include(),
                        json.valueToTree(WalkEvents.ticket(walk.ticket())),
                        json.valueToTree(
                                fitting(
                                        WalkSnapshot.of(
                                                trail, handOn.reasonCategory(), actor.actingAs()))),
                        json.valueToTree(Continuation.of(trail)),
                        at));
    }

    /** Oldest entries go first. */
    private WalkSnapshot fitting(WalkSnapshot snapshot) {
        WalkSnapshot kept = snapshot;
        while (size(kept) > SNAPSHOT_BYTES && kept.canShrink()) {
            kept = kept.shorter();
        }
        return kept;
    }

    private int size(WalkSnapshot snapshot) {
        return json.writeValueAsString(snapshot).getBytes(StandardCharsets.UTF_8).length;
    }
}
