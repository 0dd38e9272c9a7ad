package io.resolutionflow.l1walk.walk;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.FlowUsage;
import io.resolutionflow.l1walk.flow.PublishedFlow;
import io.resolutionflow.l1walk.ticket.InternalTicket;
import io.resolutionflow.l1walk.ticket.InternalTickets;
import io.resolutionflow.l1walk.ticket.TicketStatus;
import io.resolutionflow.l1walk.walk.Walk.Closing;
import io.resolutionflow.l1walk.walk.Walk.Generation;
import io.resolutionflow.l1walk.walk.Walk.People;
import io.resolutionflow.l1walk.walk.Walk.Position;
import io.resolutionflow.l1walk.walk.Walk.PsaWriteback;
import io.resolutionflow.l1walk.walk.Walk.Times;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes ticket and walk in the running transaction; of two that want the same ticket, one gets it.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class StartWalk {

    private static final int MOST_ACTIVE = 50;

    private final WalkRepository walks;
    private final InternalTickets tickets;
    private final FlowUsage usage;
    private final WalkEvents events;
    private final AuditLog audit;
    private final Ids ids;
    private final Clock clock;

    StartWalk(
            WalkRepository walks,
            InternalTickets tickets,
            FlowUsage usage,
            WalkEvents events,
            AuditLog audit,
            Ids ids,
            Clock clock) {
        this.walks = walks;
        this.tickets = tickets;
        this.usage = usage;
        this.events = events;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What is walked.
     *
     * @param content the pinned structure; null for notes only and for trees built while walking
     */
    public record Target(
            WalkKind kind,
            @Nullable FlowRef flow,
            @Nullable UUID proposalId,
            @Nullable FlowContent content) {

        public static final Target ADHOC = new Target(WalkKind.ADHOC, null, null, null);
        public static final Target AI_BUILD = new Target(WalkKind.AI_BUILD, null, null, null);

        public static Target flow(PublishedFlow flow) {
            return new Target(WalkKind.FLOW, flow.ref(), null, flow.content());
        }

        public static Target proposal(UUID id, FlowContent content) {
            return new Target(WalkKind.PROPOSAL, null, id, content);
        }
    }

    /**
     * @param existingTicket an internal ticket to take instead of making one
     */
    public record TicketChoice(
            @Nullable UUID existingTicket,
            @Nullable String psaTicketId,
            @Nullable UUID psaConnectionId) {

        /** The ticket that exists already; null when one is to be made. */
        public @Nullable TicketRef given() {
            if (psaTicketId != null) {
                return TicketRef.psa(psaTicketId, psaConnectionId);
            }
            return existingTicket == null ? null : TicketRef.internal(existingTicket);
        }
    }

    /**
     * @throws DomainException 404 {@code ticket_not_found}; 409 of contract-l1 §2
     */
    public Walk start(Target target, Walk.Call call, TicketChoice choice, WalkActor actor) {
        TicketRef ticket = takeTicket(choice, call, actor, TicketStatus.WALKING);
        // two calls at once would both find room for one
        walks.countedAlone(actor.id());
        requireRoom(actor);
        Walk walk = newWalk(target, call, ticket, actor);
        walks.add(walk);
        FlowRef flow = target.flow();
        if (flow != null) {
            usage.started(flow.source(), flow.flowId());
        }
        events.started(walk, actor);
        var details = new HashMap<String, Object>();
        details.put("session_kind", target.kind().wireName());
        details.put("ticket_kind", ticket.kind());
        audit.record(actor.audit(), "l1.session.start", "walk", walk.id(), details);
        return walk;
    }

    /**
     * A walk that never was one: escalated at once (contract-l1 §4.2). Usage and start event are
     * left to the hand-off.
     */
    public Walk startEscalated(Walk.Call call, TicketChoice choice, WalkActor actor) {
        TicketRef ticket = takeTicket(choice, call, actor, TicketStatus.ESCALATED);
        Walk walk = newWalk(Target.ADHOC, call, ticket, actor);
        walks.add(walk);
        return walk;
    }

    /**
     * What {@link #start} would refuse, asked before anything expensive; taking the ticket decides
     * again.
     *
     * @throws DomainException 404 {@code ticket_not_found}; 409 {@code ticket_in_progress}, {@code
     *     ticket_not_open}, {@code too_many_active_walks}
     */
    @Transactional(propagation = Propagation.MANDATORY, readOnly = true)
    public void requireStartable(@Nullable UUID existingTicket, WalkActor actor) {
        if (existingTicket != null && existing(existingTicket).status() != TicketStatus.OPEN) {
            throw notOpen(existingTicket);
        }
        requireRoom(actor);
    }

    private void requireRoom(WalkActor actor) {
        if (walks.activeHandledBy(actor.id()) >= MOST_ACTIVE) {
            throw DomainException.conflict(
                    "too_many_active_walks",
                    "You have " + MOST_ACTIVE + " open walks. Close some of them first.");
        }
    }

    private Walk newWalk(Target target, Walk.Call call, TicketRef ticket, WalkActor actor) {
        Instant now = clock.instant();
        FlowContent content = target.content();
        return new Walk(
                ids.next(),
                target.kind(),
                WalkStatus.ACTIVE,
                call,
                ticket,
                target.flow(),
                content == null ? null : content.title(),
                target.proposalId(),
                content == null ? Position.NOWHERE : Position.at(content.start()),
                List.of(),
                0,
                1,
                new Times(now, now, null, null, null),
                new People(
                        actor.id(), actor.name(), actor.actingAs(), actor.id(), actor.name(), now),
                new Closing(null, null, null, null, null, false),
                new PsaWriteback("none", null, null, null),
                new Generation(false, null, null));
    }

    private TicketRef takeTicket(
            TicketChoice choice, Walk.Call call, WalkActor actor, TicketStatus as) {
        if (choice.psaTicketId() != null) {
            TicketRef ticket = TicketRef.psa(choice.psaTicketId(), choice.psaConnectionId());
            requireFree(ticket);
            return ticket;
        }
        return choice.existingTicket() == null
                ? TicketRef.internal(newTicket(call, actor, as))
                : TicketRef.internal(takeExisting(choice.existingTicket(), call, as));
    }

    private UUID newTicket(Walk.Call call, WalkActor actor, TicketStatus as) {
        UUID id = ids.next();
        Instant now = clock.instant();
        tickets.add(
                new InternalTicket(
                        id,
                        call.problemText(),
                        call.customerName(),
                        call.customerContact(),
                        call.category(),
                        as,
                        null,
                        actor.id(),
                        actor.name(),
                        now,
                        now));
        return id;
    }

    private UUID takeExisting(UUID id, Walk.Call call, TicketStatus as) {
        InternalTicket ticket = existing(id);
        if (ticket.status() == TicketStatus.OPEN && tickets.move(id, as)) {
            tickets.categorise(id, call.category());
            return id;
        }
        throw notOpen(id);
    }

    private InternalTicket existing(UUID id) {
        return tickets.find(id)
                .orElseThrow(() ->
                        DomainException.notFound(
                                "ticket", "There is no such ticket on this desk."));
    }

    private DomainException notOpen(UUID ticket) {
        requireFree(TicketRef.internal(ticket));
        return DomainException.conflict("ticket_not_open", "This ticket is not open any more.");
    }

    /**
     * @throws DomainException 409 {@code ticket_in_progress} naming the walk and who handles it
     */
    public void requireFree(TicketRef ticket) {
        Optional<Walk> active = walks.activeOnTicket(ticket);
        if (active.isPresent()) {
            throw DomainException.conflict(
                            "ticket_in_progress", "A walk of this ticket is going on already.")
                    .with("session_id", active.get().id())
                    .with("handled_by_name", active.get().people().handledByName());
        }
    }
}
