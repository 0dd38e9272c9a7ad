package io.resolutionflow.session.pickup;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.pickup.PickupStore.Look;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.step.Step;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Takes a session over (contract-sessions §8): the claim at handoff-service, which is applied here,
 * then a briefing. It never fails for reasons of AI.
 */
@Service
public class PickUp {

    private final PickupStore store;
    private final Claims claims;
    private final BriefingModel model;

    PickUp(PickupStore store, Claims claims, BriefingModel model) {
        this.store = store;
        this.claims = claims;
        this.model = model;
    }

    /**
     * @param fresh the model's history begins anew at the briefing
     */
    public record Request(boolean fresh, @Nullable String additionalContext) {

        String mode() {
            return fresh ? "fresh" : "continue";
        }
    }

    /**
     * @param pendingStep what still waits for an answer; null after a fresh start
     */
    public record PickedUp(
            UUID sessionId,
            String status,
            UUID handoffId,
            String resumeMode,
            Step step,
            @Nullable Step pendingStep,
            @Nullable String answerSource,
            long stateVersion) {}

    /**
     * @throws DomainException 404; 403 {@code own_handoff}; 409 {@code already_claimed}, {@code
     *     handoff_closed}, {@code no_open_handoff}; 503 {@code service_unavailable}
     */
    public PickedUp pickUp(Actor actor, UUID sessionId, Request request) {
        Look look = store.look(actor, sessionId);
        if (!look.isHandler()) {
            Claims.Claimed claimed = claims.claim(sessionId);
            if (!claimed.applied()) {
                store.applyClaim(actor, sessionId, claimed);
            }
            look = store.look(actor, sessionId);
        }
        PickedUp again = store.again(actor, sessionId, request).orElse(null);
        return again == null ? briefed(actor, sessionId, look, request) : again;
    }

    private PickedUp briefed(Actor actor, UUID sessionId, Look look, Request request) {
        Claims.Handed handed = claims.handed(look.handoffId());
        var snapshot = handed.snapshot() == null ? look.snapshot() : handed.snapshot();
        String by = handed.by() == null ? look.handedOffBy() : handed.by();
        Briefing briefing =
                request.fresh()
                        ? model.write(sessionId, snapshot, by, request.additionalContext())
                        : Briefing.ofRecord(snapshot, by);
        return store.write(actor, sessionId, request, briefing, handed.engineerNotes());
    }
}
