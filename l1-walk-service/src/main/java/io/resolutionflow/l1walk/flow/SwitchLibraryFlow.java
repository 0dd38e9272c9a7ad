package io.resolutionflow.l1walk.flow;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Switches a library flow on or off for the caller's account (contract-l1 §9.2). */
@Service
public class SwitchLibraryFlow {

    private final FlowRepository flows;
    private final FlowEvents events;
    private final AuditLog audit;
    private final Clock clock;

    SwitchLibraryFlow(FlowRepository flows, FlowEvents events, AuditLog audit, Clock clock) {
        this.flows = flows;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @throws DomainException 404; 409 {@code not_library}
     */
    @Transactional
    public FlowRow set(UUID flowId, boolean enabled, Caller caller) {
        FlowRow before = flows.row(flowId).orElseThrow(DomainException::notFound);
        if (before.entry().source() != FlowSource.LIBRARY) {
            throw DomainException.conflict(
                    "not_library", "Only flows of the shipped library are switched on and off.");
        }
        if (before.entry().enabled() == enabled) {
            return before;
        }
        Instant now = clock.instant();
        flows.setEnabled(flowId, enabled, now);
        events.switched(flowId, before.content(), enabled, caller, now);
        audit.record(
                AuditLog.Actor.of(caller),
                "flow.switch",
                "flow",
                flowId,
                !enabled,
                enabled,
                Map.of("enabled", enabled));
        return flows.row(flowId).orElseThrow(DomainException::notFound);
    }
}
