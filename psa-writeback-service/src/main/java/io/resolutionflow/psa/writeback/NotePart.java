package io.resolutionflow.psa.writeback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One note of a text that may need several. @param body as sent, marker included */
public record NotePart(
        int number,
        boolean confirmed,
        String body,
        String sha256,
        @Nullable String externalId,
        @Nullable Instant postedAt) {}
