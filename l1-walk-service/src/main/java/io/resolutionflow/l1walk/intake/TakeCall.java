package io.resolutionflow.l1walk.intake;

import io.resolutionflow.contracts.event.l1.IntakeRecorded;
import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowEntry;
import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.flow.FlowUsage;
import io.resolutionflow.l1walk.intake.Decision.Outcome;
import io.resolutionflow.l1walk.learning.LearningJobs;
import io.resolutionflow.l1walk.matching.FlowCandidate;
import io.resolutionflow.l1walk.matching.MatchFlows;
import io.resolutionflow.l1walk.matching.MatchResult;
import io.resolutionflow.l1walk.matching.MatchResult.Mode;
import io.resolutionflow.l1walk.proposal.ReadProposals;
import io.resolutionflow.l1walk.ticket.PsaTickets;
import io.resolutionflow.l1walk.walk.StartWalk;
import io.resolutionflow.l1walk.walk.StartWalk.Target;
import io.resolutionflow.l1walk.walk.StartWalk.TicketChoice;
import io.resolutionflow.l1walk.walk.TicketRef;
import io.resolutionflow.l1walk.walk.Walk;
import io.resolutionflow.l1walk.walk.WalkActor;
import io.resolutionflow.l1walk.walk.WalkKind;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.outbox.Outbox;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes a call: what cannot be taken is refused first; then matching and classification, without a
 * transaction; then ticket, walk, record, audit row and event in one (contract-l1 §2).
 */
@Service
public class TakeCall {

    private static final Logger log = LoggerFactory.getLogger(TakeCall.class);
    private static final int SHOWN = 3;

    private final FlowRepository flows;
    private final MatchFlows matching;
    private final DecideIntake deciding;
    private final PsaTickets psa;
    private final StartWalk starting;
    private final FlowUsage usage;
    private final IntakeRecords records;
    private final ReadProposals proposals;
    private final LearningJobs learning;
    private final Outbox outbox;
    private final Ids ids;
    private final Clock clock;
    private final TransactionTemplate transaction;

    TakeCall(
            FlowRepository flows,
            MatchFlows matching,
            DecideIntake deciding,
            PsaTickets psa,
            StartWalk starting,
            FlowUsage usage,
            IntakeRecords records,
            ReadProposals proposals,
            LearningJobs learning,
            Outbox outbox,
            Ids ids,
            Clock clock,
            TransactionTemplate transaction) {
        this.flows = flows;
        this.matching = matching;
        this.deciding = deciding;
        this.psa = psa;
        this.starting = starting;
        this.usage = usage;
        this.records = records;
        this.proposals = proposals;
        this.learning = learning;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
        this.transaction = transaction;
    }

    /**
     * @param warning shown to the technician although the walk started
     */
    public record Taken(IntakeRecord record, @Nullable Walk walk, @Nullable String warning) {}

    /**
     * @throws DomainException 404 and 409 of contract-l1 §2
     */
    public Taken take(IntakeCommand command, WalkActor actor) {
        requireFollowed(command.followsIntakeId());
        transaction.executeWithoutResult(
                status -> starting.requireStartable(command.ticketId(), actor));
        IntakeRecord record = decided(command);
        Decision decision = record.decision();
        TicketChoice ticket =
                new TicketChoice(
                        command.ticketId(), command.psaTicketId(), command.psaConnectionId());
        String warning = null;
        if (decision.outcome().startsWalk() && command.psaTicketId() != null) {
            var link = psa.validate(command.psaConnectionId(), command.psaTicketId());
            ticket = new TicketChoice(null, command.psaTicketId(), link.connectionId());
            warning = link.warning();
        }
        TicketChoice chosen = ticket;
        Walk walk = commit(record, chosen, actor);
        log.atInfo()
                .addKeyValue("intake_id", record.id())
                .addKeyValue("outcome", decision.outcome().wireName())
                .addKeyValue("mode", record.mode().wireName())
                .log("intake recorded");
        return new Taken(record, walk, warning);
    }

    private @Nullable Walk commit(IntakeRecord record, TicketChoice ticket, WalkActor actor) {
        try {
            return Objects.requireNonNull(
                            transaction.execute(
                                    status -> Optional.ofNullable(store(record, ticket, actor))))
                    .orElse(null);
        } catch (DuplicateKeyException sameTicket) {
            // two intakes for one PSA ticket at once: the index let one in
            throw inProgress(ticket, sameTicket);
        }
    }

    /** Names the winner, if its walk is still going on. */
    private RuntimeException inProgress(TicketChoice ticket, DuplicateKeyException sameTicket) {
        TicketRef wanted = ticket.given();
        if (wanted == null) {
            return sameTicket;
        }
        transaction.executeWithoutResult(status -> starting.requireFree(wanted));
        return DomainException.conflict(
                        "ticket_in_progress", "A walk of this ticket was going on just now.")
                .with("session_id", null)
                .with("handled_by_name", null);
    }

    private IntakeRecord decided(IntakeCommand command) {
        UUID id = ids.next();
        if (command.flowId() != null) {
            FlowEntry flow = walkable(command.flowId());
            String category = flows.pinned(flow.published()).content().category();
            var decision = new Decision(Outcome.MATCHED, null, category, null, null, null, null);
            return new IntakeRecord(
                    id, command, decision, Mode.SKIPPED, null, List.of(), null, null, flow.id());
        }
        if (command.flowProposalId() != null) {
            FlowContent proposed = proposals.walkable(command.flowProposalId()).content();
            var decision =
                    new Decision(
                            Outcome.MATCHED, null, proposed.category(), null, null, null, null);
            return new IntakeRecord(
                    id, command, decision, Mode.SKIPPED, null, List.of(), null, null, null);
        }
        if (command.adhoc()) {
            var decision = new Decision(Outcome.ADHOC, null, null, null, null, null, null);
            return new IntakeRecord(
                    id, command, decision, Mode.SKIPPED, null, List.of(), null, null, null);
        }
        MatchResult match = matching.match(command.problemStatement(), command.rejectedFlowIds());
        Decision decision =
                deciding.decide(command.problemStatement(), command.forceBuild(), match);
        List<FlowCandidate> shown = match.candidates().stream().limit(SHOWN).toList();
        UUID flow = decision.chosen() == null ? null : decision.chosen().flowId();
        return new IntakeRecord(
                id,
                command,
                decision,
                match.mode(),
                match.pFlow(),
                shown,
                match.vector(),
                match.model(),
                flow);
    }

    /** An explicit flow is checked like a matched one (KD-55). */
    private FlowEntry walkable(UUID flowId) {
        FlowEntry flow =
                flows.find(flowId)
                        .orElseThrow(() ->
                                DomainException.notFound(
                                        "flow", "There is no such flow in your library."));
        if (!flow.isPublished()) {
            throw DomainException.conflict("flow_not_published", "This flow is not published.");
        }
        if (!flow.enabled()) {
            throw DomainException.conflict(
                    "flow_switched_off", "Your account has switched this library flow off.");
        }
        return flow;
    }

    private void requireFollowed(@Nullable UUID followed) {
        if (followed != null && !records.exists(followed)) {
            throw DomainException.notFound("intake", "The intake this follows is not known.");
        }
    }

    private @Nullable Walk store(IntakeRecord record, TicketChoice ticket, WalkActor actor) {
        Instant now = clock.instant();
        Walk walk = record.decision().outcome().startsWalk() ? start(record, ticket, actor) : null;
        records.add(record, walk == null ? null : walk.id(), actor, now);
        record.command().rejectedFlowIds().stream()
                .filter(flow -> flows.find(flow).isPresent())
                .forEach(flow -> usage.feedback(flow, "rejected", record.id(), null, actor.id()));
        if (walk == null || walk.kind() != WalkKind.FLOW) {
            learning.order(LearningJobs.Source.INTAKE, record.id(), null);
        }
        outbox.append(
                IntakeRecorded.TYPE,
                record.id(),
                new IntakeRecorded(
                        record.id(),
                        record.decision().outcome().wireName(),
                        record.decision().reason() == null
                                ? null
                                : record.decision().reason().wireName(),
                        record.decision().category(),
                        record.bestScore(),
                        record.pFlow(),
                        record.mode().wireName(),
                        record.flowId(),
                        actor.id(),
                        actor.name(),
                        actor.actingAs(),
                        now));
        return walk;
    }

    private Walk start(IntakeRecord record, TicketChoice ticket, WalkActor actor) {
        IntakeCommand command = record.command();
        FlowCandidate chosen = record.decision().chosen();
        var call =
                new Walk.Call(
                        command.problemStatement(),
                        record.decision().category(),
                        command.customerName(),
                        command.customerContact(),
                        record.id(),
                        chosen == null ? null : chosen.score());
        return switch (record.decision().outcome()) {
            case MATCHED -> starting.start(target(record, chosen), call, ticket, actor);
            case ADHOC -> starting.start(Target.ADHOC, call, ticket, actor);
            case BUILD -> starting.start(Target.AI_BUILD, call, ticket, actor);
            case SUGGEST, OUT_OF_SCOPE ->
                    throw new IllegalStateException("no walk for " + record.decision().outcome());
        };
    }

    /** The version published now, which may be newer than the one that was matched a moment ago. */
    private Target target(IntakeRecord record, @Nullable FlowCandidate chosen) {
        UUID proposal = record.command().flowProposalId();
        if (chosen == null && record.flowId() == null && proposal != null) {
            return Target.proposal(proposal, proposals.walkable(proposal).content());
        }
        UUID flowId = chosen == null ? Objects.requireNonNull(record.flowId()) : chosen.flowId();
        FlowRef ref = walkable(flowId).published();
        return Target.flow(flows.pinned(ref));
    }
}
