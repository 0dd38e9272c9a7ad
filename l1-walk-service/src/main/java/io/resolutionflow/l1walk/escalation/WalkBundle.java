package io.resolutionflow.l1walk.escalation;

import io.resolutionflow.contracts.event.l1.WalkTicket;
import io.resolutionflow.l1walk.walk.ReadWalk;
import io.resolutionflow.l1walk.walk.WalkEvents;
import io.resolutionflow.l1walk.walk.WalkPackage;
import io.resolutionflow.l1walk.walk.WalkTrail;
import io.resolutionflow.l1walk.walk.WalkView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Everything about a walk for the services that go on with it, never truncated (contract-l1 §12).
 */
@Service
public class WalkBundle {

    private final ReadWalk reading;

    WalkBundle(ReadWalk reading) {
        this.reading = reading;
    }

    /**
     * @param continuation null in the write-back's context
     */
    public record Bundle(
            UUID walkId,
            WalkView walk,
            WalkTicket ticket,
            @Nullable String customerName,
            @Nullable String customerContact,
            WalkSnapshot snapshot,
            String packageMarkdown,
            String resolutionMarkdown,
            @Nullable Continuation continuation) {}

    @Transactional
    public Bundle read(UUID walkId, boolean withContinuation) {
        WalkTrail trail = reading.read(walkId);
        var closing = trail.walk().closing();
        String notes = closing.resolutionNotes();
        return new Bundle(
                walkId,
                trail.view(),
                WalkEvents.ticket(trail.walk().ticket()),
                trail.walk().call().customerName(),
                trail.walk().call().customerContact(),
                WalkSnapshot.of(
                        trail,
                        closing.escalationReasonCategory(),
                        trail.walk().people().actingAs()),
                WalkPackage.escalation(trail),
                WalkPackage.resolution(
                        trail, notes == null ? "Not resolved on the L1 desk." : notes),
                withContinuation ? Continuation.of(trail) : null);
    }
}
