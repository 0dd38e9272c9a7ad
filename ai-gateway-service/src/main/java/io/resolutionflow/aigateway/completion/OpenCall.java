package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.ledger.Demand;
import io.resolutionflow.aigateway.ledger.Ledger;
import io.resolutionflow.aigateway.ledger.NewRequest;
import io.resolutionflow.aigateway.ledger.Opening;
import io.resolutionflow.aigateway.ledger.Refusals;
import io.resolutionflow.aigateway.plan.Entitlement;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.Circuits;
import io.resolutionflow.aigateway.provider.Routing;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Begins a metered call: who is asked first, what it could cost, and the hold for it. Whoever was
 * let through by a breaker either makes the call or gives the place back.
 */
@Component
class OpenCall {

    private final Circuits circuits;
    private final Ledger ledger;

    OpenCall(Circuits circuits, Ledger ledger) {
        this.circuits = circuits;
        this.ledger = ledger;
    }

    /**
     * The first candidate whose breaker lets the call through: a half-open one takes two at a time.
     */
    Candidate first(List<Candidate> candidates) {
        return candidates.stream()
                .filter(one -> circuits.admits(one.profile()))
                .findFirst()
                .orElseThrow(() -> Refusals.unavailable(1));
    }

    /**
     * @param first let through by its breaker
     */
    Opening open(
            NewRequest request,
            Entitlement entitlement,
            Demand demand,
            Candidate first,
            boolean recordsDenial) {
        boolean opened = false;
        try {
            Opening opening = ledger.open(request, entitlement, demand, first, recordsDenial);
            opened = opening instanceof Opening.Opened;
            return opening;
        } finally {
            if (!opened) {
                circuits.forgotten(first.profile());
            }
        }
    }

    static Demand demand(CompletionCommand command, List<Candidate> candidates) {
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
}
