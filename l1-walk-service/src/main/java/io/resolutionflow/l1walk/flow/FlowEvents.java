package io.resolutionflow.l1walk.flow;

import io.resolutionflow.contracts.event.l1.FlowPublished;
import io.resolutionflow.contracts.event.l1.FlowSwitched;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.outbox.Outbox;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Says what happened to flows, in the transaction of the change (contract-l1 §13). */
@Component
class FlowEvents {

    private final Outbox outbox;

    FlowEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    void published(UUID id, FlowContent flow, int version, Caller by, Instant at) {
        ofAccount(FlowPublished.TYPE, id, flow, version, by, at);
    }

    void archived(UUID id, FlowContent flow, int version, Caller by, Instant at) {
        ofAccount(FlowPublished.ARCHIVED, id, flow, version, by, at);
    }

    void switched(UUID id, FlowContent flow, boolean enabled, Caller by, Instant at) {
        outbox.append(
                FlowSwitched.TYPE,
                id,
                new FlowSwitched(
                        id,
                        FlowSource.LIBRARY.wireName(),
                        flow.slug(),
                        flow.title(),
                        flow.category(),
                        enabled,
                        by.userId(),
                        by.name(),
                        by.actingAs(),
                        at));
    }

    private void ofAccount(
            String type, UUID id, FlowContent flow, int version, Caller by, Instant at) {
        outbox.append(
                type,
                id,
                new FlowPublished(
                        id,
                        FlowSource.ACCOUNT.wireName(),
                        flow.slug(),
                        flow.title(),
                        flow.category(),
                        version,
                        by.userId(),
                        by.name(),
                        by.actingAs(),
                        at));
    }
}
