package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.UsageQuality;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a call that counts really used.
 *
 * @param outcome {@code succeeded}, or {@code cancelled} after the first event
 * @param counted the attempts that brought an answer, repair included, in order; not empty
 * @param answer stored under the key and replayed for 24 h; null for what is not replayed
 * @param warnAtPercent thresholds of the plan
 */
public record Settlement(
        String outcome,
        List<Metered> counted,
        byte @Nullable [] answer,
        List<Integer> warnAtPercent) {

    public static Settlement succeeded(
            List<Metered> counted, byte @Nullable [] answer, List<Integer> warnAtPercent) {
        return new Settlement("succeeded", counted, answer, warnAtPercent);
    }

    public static Settlement cancelled(Metered used, List<Integer> warnAtPercent) {
        return new Settlement("cancelled", List.of(used), null, warnAtPercent);
    }

    boolean isCancelled() {
        return outcome.equals("cancelled");
    }

    /** The attempt whose answer is given. */
    public Metered last() {
        return counted.getLast();
    }

    public Candidate candidate() {
        return last().candidate();
    }

    /** Sum over the attempts; null when nothing is known of any. */
    public @Nullable TokenCounts counts() {
        return counted.stream()
                .map(Metered::counts)
                .filter(Objects::nonNull)
                .reduce(TokenCounts::plus)
                .orElse(null);
    }

    /**
     * The worst of the attempts; a part that is unknown beside known ones makes the sum a count.
     */
    public UsageQuality quality() {
        UsageQuality worst =
                counted.stream()
                        .map(Metered::quality)
                        .max(Comparator.naturalOrder())
                        .orElse(UsageQuality.UNKNOWN);
        return worst == UsageQuality.UNKNOWN && counts() != null ? UsageQuality.COUNTED : worst;
    }

    /** Σ attempts; null when usage is unknown. */
    public @Nullable Long costMicros() {
        return counts() == null
                ? null
                : Long.valueOf(
                        counted.stream()
                                .map(Metered::costMicros)
                                .filter(Objects::nonNull)
                                .mapToLong(Long::longValue)
                                .sum());
    }

    /**
     * Why the built-in provider answered, null when a model did: as decided before the call, else
     * it was on the route.
     */
    public @Nullable String offlineReason(@Nullable String decided) {
        if (!candidate().profile().isOffline()) {
            return null;
        }
        return decided == null ? "configured" : decided;
    }
}
