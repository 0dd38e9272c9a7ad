package io.resolutionflow.l1walk.walk;

import io.resolutionflow.contracts.event.l1.WalkChanged;
import io.resolutionflow.contracts.event.l1.WalkFlow;
import io.resolutionflow.contracts.event.l1.WalkResolved;
import io.resolutionflow.contracts.event.l1.WalkStarted;
import io.resolutionflow.contracts.event.l1.WalkTicket;
import io.resolutionflow.platform.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says what happened to walks, in the transaction of the change (contract-l1 §13). */
@Component
public class WalkEvents {

    private final Outbox outbox;

    WalkEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    public void started(Walk walk, WalkActor actor) {
        outbox.append(
                WalkStarted.TYPE,
                walk.id(),
                new WalkStarted(
                        walk.id(),
                        walk.kind().wireName(),
                        flow(walk),
                        walk.proposalId(),
                        ticket(walk.ticket()),
                        walk.call().category(),
                        actor.id(),
                        actor.name(),
                        actor.actingAs(),
                        walk.times().startedAt()));
    }

    public void takenOver(
            Walk walk, UUID from, @Nullable String reason, WalkActor actor, Instant at) {
        changed(WalkChanged.TAKEN_OVER, walk.id(), from, reason, actor, at);
    }

    /**
     * @param actor null when a job did it
     */
    public void abandoned(Walk walk, String reason, @Nullable WalkActor actor, Instant at) {
        changed(WalkChanged.ABANDONED, walk.id(), null, reason, actor, at);
    }

    public void reopened(
            Walk walk, @Nullable String reason, @Nullable WalkActor actor, Instant at) {
        changed(WalkChanged.REOPENED, walk.id(), null, reason, actor, at);
    }

    void resolved(WalkTrail trail, boolean helpful, String notes, WalkActor actor, Instant at) {
        Walk walk = trail.walk();
        outbox.append(
                WalkResolved.TYPE,
                walk.id(),
                new WalkResolved(
                        walk.id(),
                        ticket(walk.ticket()),
                        walk.kind().wireName(),
                        flow(walk),
                        helpful,
                        notes,
                        WalkPackage.resolution(trail, notes),
                        trail.live().size(),
                        Duration.between(walk.times().startedAt(), at).toSeconds(),
                        at,
                        actor.id(),
                        actor.name(),
                        actor.actingAs(),
                        at));
    }

    private void changed(
            String type,
            UUID walk,
            @Nullable UUID from,
            @Nullable String reason,
            @Nullable WalkActor actor,
            Instant at) {
        outbox.append(
                type,
                walk,
                new WalkChanged(
                        walk,
                        from,
                        reason,
                        actor == null,
                        actor == null ? null : actor.id(),
                        actor == null ? null : actor.name(),
                        actor == null ? null : actor.actingAs(),
                        at));
    }

    public static WalkTicket ticket(TicketRef ticket) {
        return new WalkTicket(ticket.kind(), ticket.id(), ticket.psaConnectionId());
    }

    private static @Nullable WalkFlow flow(Walk walk) {
        var flow = walk.flow();
        return flow == null
                ? null
                : new WalkFlow(flow.flowId(), flow.source().wireName(), flow.versionNo());
    }
}
