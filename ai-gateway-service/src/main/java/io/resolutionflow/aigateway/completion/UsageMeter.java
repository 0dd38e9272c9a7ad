package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.ModelEvent;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.aigateway.provider.UsageQuality;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt used (contract-ai §5.4): the vendor's figures where there are any, the last ones
 * told; else the text as it passed. What nobody told and nobody saw stays unknown, never 0 (KD-1).
 */
final class UsageMeter {

    private final ModelProfile profile;
    private final LongSupplier inputEstimate;
    private ModelEvent.@Nullable Usage told;
    private long bytes;
    private long bytesWhenTold;

    /**
     * @param inputEstimate asked only when the vendor told no input
     */
    UsageMeter(ModelProfile profile, LongSupplier inputEstimate) {
        this.profile = profile;
        this.inputEstimate = inputEstimate;
    }

    void told(ModelEvent.Usage usage) {
        told = usage;
        bytesWhenTold = bytes;
    }

    void passed(String text) {
        bytes += text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Output tokens so far. */
    long written() {
        if (told != null && told.complete()) {
            return told.counts().output() + profile.tokens(bytes - bytesWhenTold);
        }
        return profile.tokens(bytes);
    }

    /** Null when nothing is known. */
    @Nullable TokenCounts counts(boolean finished) {
        if (told == null) {
            return bytes == 0
                    ? null
                    : TokenCounts.counted(inputEstimate.getAsLong(), profile.tokens(bytes));
        }
        TokenCounts counts = told.counts();
        if (isExact(finished)) {
            return counts;
        }
        return new TokenCounts(
                counts.freshInput(),
                counts.cacheRead(),
                counts.cacheWrite5m(),
                counts.cacheWrite1h(),
                told.complete()
                        ? counts.visibleOutput() + profile.tokens(bytes - bytesWhenTold)
                        : Math.max(counts.visibleOutput(), profile.tokens(bytes)),
                counts.reasoning());
    }

    UsageQuality quality(boolean finished) {
        if (told == null) {
            return bytes == 0 ? UsageQuality.UNKNOWN : UsageQuality.COUNTED;
        }
        return isExact(finished) ? told.quality() : UsageQuality.COUNTED;
    }

    private boolean isExact(boolean finished) {
        return told != null && told.complete() && (finished || bytes == bytesWhenTold);
    }
}
