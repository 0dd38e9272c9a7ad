package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.pricing.Price;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.quota.Amounts;
import io.resolutionflow.aigateway.quota.Windows;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a call could cost at most (contract-ai §6.3): the estimate of its input and its output
 * bound, at the dearest price of the candidates.
 *
 * @param counts false where no window is asked: super_admin, and offline answers by request or for
 *     a spent quota
 * @param allowance reasoning tokens on top of the output bound
 * @param least the smallest output bound that is still worth a call
 */
public record Demand(
        boolean counts,
        long calls,
        long treeBuilds,
        long inputTokens,
        int maxOutput,
        int allowance,
        int least,
        List<Price> prices) {

    /** Below this a lowered output bound is a denial, unless less was asked for. */
    private static final int LEAST_OUTPUT = 256;

    /** A call that takes nothing from the account. */
    public static Demand free(int maxOutput) {
        return new Demand(false, 0, 0, 0, maxOutput, 0, maxOutput, List.of());
    }

    public static Demand of(
            long calls,
            long treeBuilds,
            long inputTokens,
            int maxOutput,
            List<Candidate> candidates) {
        int allowance =
                candidates.stream()
                        .mapToInt(candidate -> candidate.profile().reasoningAllowance())
                        .max()
                        .orElse(0);
        return new Demand(
                true,
                calls,
                treeBuilds,
                inputTokens,
                maxOutput,
                allowance,
                Math.min(LEAST_OUTPUT, maxOutput),
                candidates.stream().map(Candidate::price).toList());
    }

    /** The same call without counting another one: a further try at work already counted. */
    Demand withoutCall() {
        return new Demand(counts, 0, 0, inputTokens, maxOutput, allowance, least, prices);
    }

    Amounts amounts(int outputBound) {
        long output = (long) outputBound + allowance;
        long cost =
                prices.stream()
                        .mapToLong(price -> price.ceiling(inputTokens, output))
                        .max()
                        .orElse(0);
        return new Amounts(calls, inputTokens + output, cost, treeBuilds);
    }

    /** The output bound that fits what is left: as asked, lowered, or none. */
    OptionalInt fittingOutput(Windows windows) {
        long byTokens = windows.monthly().tokens().room() - inputTokens;
        long micros = windows.monthly().cost().room();
        long byCost =
                micros == Long.MAX_VALUE
                        ? Long.MAX_VALUE
                        : prices.stream()
                                .mapToLong(price -> price.outputTokensFor(micros, inputTokens))
                                .min()
                                .orElse(Long.MAX_VALUE);
        long fitting = Math.min(maxOutput, Math.min(byTokens, byCost) - allowance);
        return fitting < least ? OptionalInt.empty() : OptionalInt.of((int) fitting);
    }
}
