package io.resolutionflow.psa.connector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A note as it can be read in a ticket. */
public record PsaNote(
        String id,
        String text,
        Visibility visibility,
        @Nullable String authorName,
        @Nullable Instant createdAt) {}
