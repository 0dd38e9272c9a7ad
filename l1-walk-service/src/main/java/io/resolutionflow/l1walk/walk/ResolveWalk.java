package io.resolutionflow.l1walk.walk;

import io.resolutionflow.l1walk.flow.FlowUsage;
import io.resolutionflow.l1walk.learning.LearningJobs;
import io.resolutionflow.l1walk.ticket.InternalTickets;
import io.resolutionflow.l1walk.ticket.PushPreference;
import io.resolutionflow.l1walk.ticket.TicketStatus;
import io.resolutionflow.platform.audit.AuditLog;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Closes a walk as solved (contract-l1 §4.4). */
@Service
public class ResolveWalk {

    private static final Logger log = LoggerFactory.getLogger(ResolveWalk.class);

    private final WalkRepository walks;
    private final InternalTickets tickets;
    private final FlowUsage usage;
    private final LearningJobs learning;
    private final ReadWalk reading;
    private final PushPreference push;
    private final WalkEvents events;
    private final AuditLog audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    ResolveWalk(
            WalkRepository walks,
            InternalTickets tickets,
            FlowUsage usage,
            LearningJobs learning,
            ReadWalk reading,
            PushPreference push,
            WalkEvents events,
            AuditLog audit,
            Clock clock,
            TransactionTemplate transaction) {
        this.walks = walks;
        this.tickets = tickets;
        this.usage = usage;
        this.learning = learning;
        this.reading = reading;
        this.push = push;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
        this.transaction = transaction;
    }

    public WalkTrail resolve(UUID walkId, boolean helpful, String notes, WalkActor actor) {
        // the preference may have to be asked for, so before the transaction
        boolean psa =
                Objects.requireNonNull(
                        transaction.execute(s -> walks.require(walkId).ticket().isPsa()));
        boolean pushWanted = psa && push.wanted();
        return Objects.requireNonNull(
                transaction.execute(status -> commit(walkId, helpful, notes, actor, pushWanted)));
    }

    private WalkTrail commit(
            UUID walkId, boolean helpful, String notes, WalkActor actor, boolean pushWanted) {
        Walk walk = walks.lock(walkId).requireActive();
        Instant now = clock.instant();
        walks.resolve(walkId, helpful, notes, now);
        if (walk.ticket().internalId() != null) {
            tickets.move(walk.ticket().internalId(), TicketStatus.RESOLVED, notes);
        }
        new PsaQueueing(walks).queue(walk, pushWanted, now);
        var flow = walk.flow();
        if (flow != null) {
            usage.resolved(flow.source(), flow.flowId(), helpful);
        }
        learning.order(LearningJobs.Source.WALK, walkId, null);
        WalkTrail after = reading.read(walkId);
        events.resolved(after, helpful, notes, actor, now);
        audit.record(
                actor.audit(),
                "l1.session.resolve",
                "walk",
                walkId,
                walk.status().wireName(),
                after.walk().status().wireName(),
                Map.of("helpful", helpful));
        log.atInfo()
                .addKeyValue("walk_id", walkId)
                .addKeyValue("steps", after.live().size())
                .log("walk resolved");
        return after;
    }
}
