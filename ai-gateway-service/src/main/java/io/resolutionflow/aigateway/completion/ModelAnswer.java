package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.UsageQuality;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came back from a candidate, whole. */
record ModelAnswer(
        int attempt,
        Candidate candidate,
        String text,
        TokenCounts counts,
        UsageQuality quality,
        String finishReason,
        Instant firstEventAt,
        @Nullable String upstreamRequestId) {}
