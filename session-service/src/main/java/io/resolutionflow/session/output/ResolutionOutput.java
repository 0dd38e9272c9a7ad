package io.resolutionflow.session.output;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One of the three texts (contract-sessions §4.4). */
public record ResolutionOutput(
        String kind,
        String state,
        @Nullable String title,
        @Nullable String contentMarkdown,
        int version,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable String errorCode,
        @Nullable String answerSource,
        @Nullable String editedByName,
        Instant updatedAt) {}
