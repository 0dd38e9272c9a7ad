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

/** Makes a library flow the account's own copy and switches the original off here. */
@Service
@Transactional
public class AdoptFlow {

    private final FlowRepository flows;
    private final FlowStore store;
    private final PublishFlow publishing;
    private final FlowEvents events;
    private final AuditLog audit;
    private final Clock clock;

    AdoptFlow(
            FlowRepository flows,
            FlowStore store,
            PublishFlow publishing,
            FlowEvents events,
            AuditLog audit,
            Clock clock) {
        this.flows = flows;
        this.store = store;
        this.publishing = publishing;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @throws DomainException 404; 409 {@code not_library}, {@code already_adopted} ({@code
     *     flow_id})
     */
    public FlowRow adopt(UUID libraryFlow, Caller caller) {
        FlowRow original = flows.row(libraryFlow).orElseThrow(DomainException::notFound);
        if (original.entry().source() != FlowSource.LIBRARY) {
            throw DomainException.conflict("not_library", "Only shipped flows are adopted.");
        }
        store.lockAdoption(libraryFlow);
        store.adoptedCopy(libraryFlow)
                .ifPresent(copy -> {
                    throw DomainException.conflict(
                                    "already_adopted", "Your account has its own copy already.")
                            .with("flow_id", copy);
                });
        FlowRef version = original.entry().published();
        FlowRow copy = publishing.publishNew(original.content(), version, caller);
        Instant now = clock.instant();
        store.adopted(libraryFlow, copy.entry().id(), now);
        if (original.entry().enabled()) {
            events.switched(libraryFlow, original.content(), false, caller, now);
        }
        audit.record(
                AuditLog.Actor.of(caller),
                "flow.adopt",
                "flow",
                libraryFlow,
                Map.of("flow_id", copy.entry().id().toString(), "version_no", version.versionNo()));
        return copy;
    }

    /** The copy the account walks instead of a library flow, made now if there is none yet. */
    public UUID copyOf(UUID libraryFlow, Caller caller) {
        return store.adoptedCopy(libraryFlow)
                .orElseGet(() -> adopt(libraryFlow, caller).entry().id());
    }
}
