package io.resolutionflow.l1walk.escalation.web;

import io.resolutionflow.contracts.l1.L1Api;
import io.resolutionflow.contracts.l1.L1Calls.ActApplied;
import io.resolutionflow.contracts.l1.L1Calls.ApplyAct;
import io.resolutionflow.l1walk.escalation.ApplyHandoffAct;
import io.resolutionflow.l1walk.escalation.HandoffAct;
import io.resolutionflow.l1walk.escalation.WalkBundle;
import io.resolutionflow.platform.security.InternalApi;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What other services read of a walk and do to its hand-off (contract-l1 §12). */
@RestController
@RequestMapping(L1Api.WALKS + "/{walkId}")
@InternalApi("handoff-service")
class InternalWalkController {

    private final WalkBundle bundles;
    private final ApplyHandoffAct acts;

    InternalWalkController(WalkBundle bundles, ApplyHandoffAct acts) {
        this.bundles = bundles;
        this.acts = acts;
    }

    @GetMapping("/bundle")
    @InternalApi({"handoff-service", "session-service"})
    WalkBundle.Bundle bundle(@PathVariable UUID walkId) {
        return bundles.read(walkId, true);
    }

    @GetMapping("/writeback-context")
    @InternalApi("psa-writeback-service")
    WalkBundle.Bundle writebackContext(@PathVariable UUID walkId) {
        return bundles.read(walkId, false);
    }

    @PutMapping("/handoffs/{handoffId}/claim")
    ActApplied claim(
            @PathVariable UUID walkId, @PathVariable UUID handoffId, @RequestBody ApplyAct act) {
        return apply(walkId, handoffId, act, HandoffAct.Kind.CLAIM);
    }

    @PutMapping("/handoffs/{handoffId}/release")
    ActApplied release(
            @PathVariable UUID walkId, @PathVariable UUID handoffId, @RequestBody ApplyAct act) {
        return apply(walkId, handoffId, act, HandoffAct.Kind.RELEASE);
    }

    @PutMapping("/handoffs/{handoffId}/cancel")
    ActApplied cancel(
            @PathVariable UUID walkId, @PathVariable UUID handoffId, @RequestBody ApplyAct act) {
        return apply(walkId, handoffId, act, HandoffAct.Kind.CANCEL);
    }

    @PutMapping("/handoffs/{handoffId}/reassign")
    ActApplied reassign(
            @PathVariable UUID walkId, @PathVariable UUID handoffId, @RequestBody ApplyAct act) {
        return apply(walkId, handoffId, act, HandoffAct.Kind.REASSIGN);
    }

    private ActApplied apply(UUID walkId, UUID handoffId, ApplyAct act, HandoffAct.Kind kind) {
        boolean held =
                kind == HandoffAct.Kind.CLAIM
                        || (kind == HandoffAct.Kind.REASSIGN && act.handlerId() != null);
        var done =
                acts.apply(
                        walkId,
                        handoffId,
                        new HandoffAct(
                                kind,
                                act.claimEpoch(),
                                held,
                                act.handlerId(),
                                act.handlerName(),
                                null,
                                act.actorId(),
                                act.actorName(),
                                act.reason(),
                                act.at()));
        return new ActApplied(done.status().wireName(), done.handlerId());
    }
}
