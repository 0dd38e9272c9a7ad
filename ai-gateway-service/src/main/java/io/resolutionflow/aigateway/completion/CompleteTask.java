package io.resolutionflow.aigateway.completion;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.resolutionflow.aigateway.ledger.CompletionKeys;
import io.resolutionflow.aigateway.ledger.Demand;
import io.resolutionflow.aigateway.ledger.Ledger;
import io.resolutionflow.aigateway.ledger.NewRequest;
import io.resolutionflow.aigateway.ledger.Opening;
import io.resolutionflow.aigateway.ledger.Refusals;
import io.resolutionflow.aigateway.plan.Entitlement;
import io.resolutionflow.aigateway.plan.Entitlements;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.Routing;
import io.resolutionflow.aigateway.quota.ReadQuota;
import io.resolutionflow.aigateway.sql.Query;
import io.resolutionflow.contracts.ai.AiCalls.Completion;
import io.resolutionflow.contracts.ai.AiTask.Offline;
import io.resolutionflow.contracts.ai.AiTask.Tier;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.observability.TraceIds;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * One model call: key → AI switch and route → rate → hold → call → settle (contract-ai §3, §6.3).
 * Reservation, call and settlement are steps of their own; no transaction is open while a model
 * thinks (KD-25).
 */
@Service
public class CompleteTask {

    private final Entitlements entitlements;
    private final Replays replays;
    private final Routing routing;
    private final OpenCall openCall;
    private final Admission admission;
    private final Ledger ledger;
    private final ReadQuota readQuota;
    private final AnswerCall answerCall;
    private final Ids ids;
    private final TraceIds traces;
    private final Timer overhead;

    CompleteTask(
            Entitlements entitlements,
            Replays replays,
            Routing routing,
            OpenCall openCall,
            Admission admission,
            Ledger ledger,
            ReadQuota readQuota,
            AnswerCall answerCall,
            Ids ids,
            TraceIds traces,
            MeterRegistry meters) {
        this.entitlements = entitlements;
        this.replays = replays;
        this.routing = routing;
        this.openCall = openCall;
        this.admission = admission;
        this.ledger = ledger;
        this.readQuota = readQuota;
        this.answerCall = answerCall;
        this.ids = ids;
        this.traces = traces;
        this.overhead = meters.timer("rf_ai_overhead_seconds");
    }

    /**
     * @param listener told of the answer while it is written; a replay is not written again
     * @throws DomainException the codes of contract-ai §3.4
     * @throws CallerGone when a stream's caller left
     */
    public Completion complete(Caller caller, CompletionCommand command, AnswerListener listener) {
        long began = System.nanoTime();
        UUID account = caller.account();
        Known known = known(account, command);
        Optional<Completion> replay = replays.replay(account, command, known.key());
        if (replay.isPresent()) {
            return replay.get();
        }
        Entitlement entitlement = known.entitlement();
        if (command.offline() != Offline.ONLY && !entitlement.setting().aiEnabled()) {
            throw Refusals.disabled();
        }
        Tier tier = entitlement.limits().cap(command.tier());
        List<Candidate> candidates = candidates(account, command, tier, entitlement);
        try (var pass = admission.enter(account, entitlement.limits())) {
            NewRequest request =
                    newRequest(caller, command, tier, offlineReason(command, candidates));
            var accepted = new Accepted(request, command, candidates, entitlement, listener);
            AnswerCall.Answered answered =
                    command.offline() == Offline.ONLY
                            ? free(accepted)
                            : metered(accepted, caller.isSuperAdmin());
            overhead.record(
                    Duration.ofNanos(System.nanoTime() - began).minus(answered.modelTime()));
            return answered.completion();
        } catch (KeyWasTaken taken) {
            return replays.replay(account, command, replays.find(account, command))
                    .orElseThrow(Refusals::inFlight);
        }
    }

    private record Known(Optional<CompletionKeys.Known> key, Entitlement entitlement) {}

    /** Every call asks for both: they are asked together. */
    private Known known(UUID account, CompletionCommand command) {
        Query<CompletionKeys.Known> key = Replays.finding(account, command);
        Entitlement entitlement = entitlements.of(account, key);
        return new Known(key.first(), entitlement);
    }

    /** A finished answer, for a stream that goes on where it was cut. */
    public Optional<Completion> finished(Caller caller, CompletionCommand command) {
        return replays.finished(caller.account(), command);
    }

    private record Accepted(
            NewRequest request,
            CompletionCommand command,
            List<Candidate> candidates,
            Entitlement entitlement,
            AnswerListener listener) {

        AnswerCall.Held held(int maxOutput) {
            return new AnswerCall.Held(
                    request, command, candidates, maxOutput, entitlement, listener);
        }

        /** Without those before this one. */
        Accepted from(Candidate first) {
            return new Accepted(
                    request,
                    command,
                    candidates.subList(candidates.indexOf(first), candidates.size()),
                    entitlement,
                    listener);
        }

        Accepted answeredOffline(Candidate offline) {
            return new Accepted(
                    request.answeredOffline("quota"),
                    command,
                    List.of(offline),
                    entitlement,
                    listener);
        }
    }

    /** Another request with the key was faster. */
    private static final class KeyWasTaken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        KeyWasTaken() {
            super("key taken", null, false, false);
        }
    }

    private List<Candidate> candidates(
            UUID account, CompletionCommand command, Tier tier, Entitlement entitlement) {
        if (command.offline() == Offline.ONLY) {
            return List.of(routing.offline(entitlement).orElseThrow(Refusals::notConfigured));
        }
        var wanted =
                new Routing.Wanted(
                        account,
                        tier,
                        command.inputs(),
                        command.messages(),
                        command.responseSchema(),
                        command.reference());
        Routing.Candidates found = routing.candidates(wanted, entitlement);
        if (!found.inOrder().isEmpty()) {
            return found.inOrder();
        }
        Instant again = found.availableAgainAt();
        if (again == null) {
            throw Refusals.notConfigured();
        }
        throw Refusals.unavailable(Duration.between(entitlement.asOf(), again).toSeconds() + 1);
    }

    private AnswerCall.Answered metered(Accepted accepted, boolean exempt) {
        CompletionCommand command = accepted.command();
        Entitlement entitlement = accepted.entitlement();
        Optional<Candidate> offline = routing.offline(entitlement);
        boolean goesOn =
                !command.start()
                        && command.offline() == Offline.AUTO
                        && entitlement.setting().offlineOnQuota()
                        && offline.isPresent();
        Accepted admitted = accepted.from(openCall.first(accepted.candidates()));
        Demand demand =
                exempt
                        ? Demand.free(command.maxOutputTokens())
                        : OpenCall.demand(command, admitted.candidates());
        return switch (openCall.open(
                admitted.request(),
                entitlement,
                demand,
                admitted.candidates().getFirst(),
                !goesOn)) {
            case Opening.Opened opened -> answerCall.answer(admitted.held(opened.maxOutput()));
            case Opening.KeyTaken taken -> throw new KeyWasTaken();
            case Opening.Refused refused when goesOn ->
                    // nobody in the middle of a ticket is cut off (KD-7)
                    free(accepted.answeredOffline(offline.orElseThrow()));
            case Opening.Refused refused ->
                    throw Refusals.quotaExceeded(
                            refused.denial(),
                            readQuota.view(entitlement, refused.windows(), false),
                            offline.isPresent(),
                            entitlement.asOf());
        };
    }

    /** An offline answer that takes nothing from the account, and is recorded all the same. */
    private AnswerCall.Answered free(Accepted accepted) {
        Demand demand = Demand.free(accepted.command().maxOutputTokens());
        Opening opening =
                ledger.open(
                        accepted.request(),
                        accepted.entitlement(),
                        demand,
                        accepted.candidates().getFirst(),
                        true);
        return switch (opening) {
            case Opening.Opened opened -> answerCall.answer(accepted.held(opened.maxOutput()));
            case Opening.KeyTaken taken -> throw new KeyWasTaken();
            case Opening.Refused refused ->
                    throw new IllegalStateException("a free call cannot be refused");
        };
    }

    private static @Nullable String offlineReason(
            CompletionCommand command, List<Candidate> candidates) {
        if (command.offline() == Offline.ONLY) {
            return "requested";
        }
        return candidates.getFirst().profile().isOffline() ? "configured" : null;
    }

    private NewRequest newRequest(
            Caller caller, CompletionCommand command, Tier tier, @Nullable String offlineReason) {
        return new NewRequest(
                ids.next(),
                caller.account(),
                command.task().wireName(),
                command.phaseName(),
                tier,
                command.reference(),
                command.attempt(),
                caller.isService() ? command.actorId() : caller.userId(),
                caller.isService() ? command.actorName() : caller.name(),
                caller.actingAs(),
                command.key(),
                command.bodyHash(),
                offlineReason,
                traces.current());
    }
}
