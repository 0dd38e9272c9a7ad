package io.resolutionflow.aigateway.completion;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.resolutionflow.aigateway.ledger.CompletionKeys;
import io.resolutionflow.aigateway.ledger.Demand;
import io.resolutionflow.aigateway.ledger.Ledger;
import io.resolutionflow.aigateway.ledger.NewRequest;
import io.resolutionflow.aigateway.ledger.Opening;
import io.resolutionflow.aigateway.plan.Entitlement;
import io.resolutionflow.aigateway.plan.Entitlements;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.Routing;
import io.resolutionflow.aigateway.quota.ReadQuota;
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
    private final CompletionKeys keys;
    private final Routing routing;
    private final Admission admission;
    private final Ledger ledger;
    private final ReadQuota readQuota;
    private final AnswerCall answerCall;
    private final StoredAnswers answers;
    private final Ids ids;
    private final TraceIds traces;
    private final Timer overhead;

    CompleteTask(
            Entitlements entitlements,
            CompletionKeys keys,
            Routing routing,
            Admission admission,
            Ledger ledger,
            ReadQuota readQuota,
            AnswerCall answerCall,
            StoredAnswers answers,
            Ids ids,
            TraceIds traces,
            MeterRegistry meters) {
        this.entitlements = entitlements;
        this.keys = keys;
        this.routing = routing;
        this.admission = admission;
        this.ledger = ledger;
        this.readQuota = readQuota;
        this.answerCall = answerCall;
        this.answers = answers;
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
        Optional<Completion> replay = replay(account, command);
        if (replay.isPresent()) {
            return replay.get();
        }
        Entitlement entitlement = entitlements.of(account);
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
            return replay(account, command).orElseThrow(Refusals::inFlight);
        }
    }

    /** A finished answer, for a stream that goes on where it was cut. */
    public Optional<Completion> finished(Caller caller, CompletionCommand command) {
        var known = keys.find(caller.account(), command.task().wireName(), command.key());
        if (known.isEmpty() || known.get().answer() == null) {
            return Optional.empty();
        }
        return replay(caller.account(), command);
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

    private Optional<Completion> replay(UUID account, CompletionCommand command) {
        String task = command.task().wireName();
        var known = keys.find(account, task, command.key());
        if (known.isEmpty()) {
            return Optional.empty();
        }
        if (!known.get().bodyHash().equals(command.bodyHash())) {
            throw Refusals.keyReused();
        }
        byte[] answer = known.get().answer();
        if (answer == null) {
            throw Refusals.inFlight();
        }
        return Optional.of(answers.replayed(account, task, command.key(), answer));
    }

    private List<Candidate> candidates(
            UUID account, CompletionCommand command, Tier tier, Entitlement entitlement) {
        var setting = entitlement.setting();
        if (command.offline() == Offline.ONLY) {
            return List.of(
                    routing.offline(setting, entitlement.asOf())
                            .orElseThrow(Refusals::notConfigured));
        }
        var wanted =
                new Routing.Wanted(
                        account,
                        tier,
                        command.inputs(),
                        command.messages(),
                        command.responseSchema(),
                        command.reference());
        Routing.Candidates found = routing.candidates(wanted, setting, entitlement.asOf());
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
        Optional<Candidate> offline = routing.offline(entitlement.setting(), entitlement.asOf());
        boolean goesOn =
                !command.start()
                        && command.offline() == Offline.AUTO
                        && entitlement.setting().offlineOnQuota()
                        && offline.isPresent();
        List<Candidate> candidates = accepted.candidates();
        Demand demand =
                exempt ? Demand.free(command.maxOutputTokens()) : demand(command, candidates);
        Opening opening =
                ledger.open(
                        accepted.request(), entitlement, demand, candidates.getFirst(), !goesOn);
        return switch (opening) {
            case Opening.Opened opened -> answerCall.answer(accepted.held(opened.maxOutput()));
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

    private static Demand demand(CompletionCommand command, List<Candidate> candidates) {
        long input =
                candidates.stream()
                        .mapToLong(candidate -> estimate(command, candidate))
                        .max()
                        .orElse(0);
        int output =
                candidates.stream()
                        .mapToInt(candidate -> candidate.profile().maxOutput())
                        .map(bound -> Math.min(bound, command.maxOutputTokens()))
                        .min()
                        .orElse(command.maxOutputTokens());
        return Demand.of(
                command.task().countsCall() ? 1 : 0,
                command.isTreeBuild() ? 1 : 0,
                input,
                output,
                candidates);
    }

    private static long estimate(CompletionCommand command, Candidate candidate) {
        return Routing.estimate(
                candidate.profile(),
                command.inputs(),
                command.messages(),
                command.responseSchema());
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
