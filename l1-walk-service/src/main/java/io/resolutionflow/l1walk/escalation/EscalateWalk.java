package io.resolutionflow.l1walk.escalation;

import io.resolutionflow.l1walk.flow.FlowUsage;
import io.resolutionflow.l1walk.intake.IntakeRecords;
import io.resolutionflow.l1walk.learning.LearningJobs;
import io.resolutionflow.l1walk.ticket.InternalTickets;
import io.resolutionflow.l1walk.ticket.PsaTickets;
import io.resolutionflow.l1walk.ticket.PushPreference;
import io.resolutionflow.l1walk.ticket.TicketStatus;
import io.resolutionflow.l1walk.walk.Escalation;
import io.resolutionflow.l1walk.walk.Escalation.State;
import io.resolutionflow.l1walk.walk.Escalations;
import io.resolutionflow.l1walk.walk.PsaQueueing;
import io.resolutionflow.l1walk.walk.ReadWalk;
import io.resolutionflow.l1walk.walk.StartWalk;
import io.resolutionflow.l1walk.walk.StartWalk.TicketChoice;
import io.resolutionflow.l1walk.walk.Walk;
import io.resolutionflow.l1walk.walk.WalkActor;
import io.resolutionflow.l1walk.walk.WalkRepository;
import io.resolutionflow.l1walk.walk.WalkTrail;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands a walk on: status, ticket, escalation row and the one event commit together; nobody is
 * called and nobody is told before (KD-70).
 */
@Service
public class EscalateWalk {

    private static final Logger log = LoggerFactory.getLogger(EscalateWalk.class);

    private final WalkRepository walks;
    private final Escalations escalations;
    private final InternalTickets tickets;
    private final PsaTickets psaTickets;
    private final IntakeRecords intakes;
    private final FlowUsage usage;
    private final LearningJobs learning;
    private final StartWalk starting;
    private final ReadWalk reading;
    private final PushPreference push;
    private final HandoffRequests requests;
    private final AuditLog audit;
    private final Ids ids;
    private final Clock clock;
    private final TransactionTemplate transaction;

    EscalateWalk(
            WalkRepository walks,
            Escalations escalations,
            InternalTickets tickets,
            PsaTickets psaTickets,
            IntakeRecords intakes,
            FlowUsage usage,
            LearningJobs learning,
            StartWalk starting,
            ReadWalk reading,
            PushPreference push,
            HandoffRequests requests,
            AuditLog audit,
            Ids ids,
            Clock clock,
            TransactionTemplate transaction) {
        this.walks = walks;
        this.escalations = escalations;
        this.tickets = tickets;
        this.psaTickets = psaTickets;
        this.intakes = intakes;
        this.usage = usage;
        this.learning = learning;
        this.starting = starting;
        this.reading = reading;
        this.push = push;
        this.requests = requests;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        this.transaction = transaction;
    }

    public WalkTrail escalate(UUID walkId, HandOn handOn, WalkActor actor) {
        boolean psa =
                Objects.requireNonNull(
                        transaction.execute(s -> walks.require(walkId).ticket().isPsa()));
        boolean pushWanted = psa && push.wanted();
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    Walk walk = walks.lock(walkId).requireActive();
                    if (walk.ticket().internalId() != null) {
                        tickets.move(walk.ticket().internalId(), TicketStatus.ESCALATED);
                    }
                    var flow = walk.flow();
                    if (flow != null) {
                        usage.escalated(flow.source(), flow.flowId());
                    }
                    learning.order(LearningJobs.Source.WALK, walkId, null);
                    return handOn(walk, "l1_escalate", handOn, pushWanted, actor);
                }));
    }

    /** An ad hoc walk that is escalated already; same event, same hand-off (contract-l1 §4.2). */
    public WalkTrail escalateWithoutWalk(
            Walk.Call call, TicketChoice choice, HandOn handOn, WalkActor actor) {
        if (call.intakeId() != null && !intakes.exists(call.intakeId())) {
            throw DomainException.notFound("intake", "The intake this follows is not known.");
        }
        TicketChoice checked = choice;
        if (choice.psaTicketId() != null) {
            var link = psaTickets.validate(choice.psaConnectionId(), choice.psaTicketId());
            checked = new TicketChoice(null, choice.psaTicketId(), link.connectionId());
        }
        TicketChoice ticket = checked;
        boolean pushWanted = ticket.psaTicketId() != null && push.wanted();
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    Walk walk = starting.startEscalated(call, ticket, actor);
                    return handOn(walk, "l1_escalate_without_walk", handOn, pushWanted, actor);
                }));
    }

    private WalkTrail handOn(
            Walk walk, String origin, HandOn handOn, boolean pushWanted, WalkActor actor) {
        Instant now = clock.instant();
        UUID handoffId = ids.next();
        boolean withoutWalk = origin.equals("l1_escalate_without_walk");
        walks.escalate(
                walk.id(), handoffId, handOn.reason(), handOn.reasonCategory(), withoutWalk, now);
        new PsaQueueing(walks).queue(walk, pushWanted, now);
        escalations.add(
                new Escalation(
                        handoffId,
                        walk.id(),
                        origin,
                        State.REQUESTED,
                        0,
                        actor.id(),
                        actor.name(),
                        handOn.priority(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        now,
                        null),
                handOn.reason(),
                handOn.reasonCategory());
        WalkTrail after = reading.read(walk.id());
        requests.request(handoffId, origin, after, handOn, actor, now);
        audit.record(
                actor.audit(),
                withoutWalk ? "l1.session.escalate_no_walk" : "l1.session.escalate",
                "walk",
                walk.id(),
                walk.status().wireName(),
                after.walk().status().wireName(),
                Map.of(
                        "handoff_id",
                        handoffId.toString(),
                        "reason_category",
                        handOn.reasonCategory()));
        log.atInfo()
                .addKeyValue("walk_id", walk.id())
                .addKeyValue("handoff_id", handoffId)
                .addKeyValue("reason_category", handOn.reasonCategory())
                .log("walk escalated");
        return after;
    }
}
