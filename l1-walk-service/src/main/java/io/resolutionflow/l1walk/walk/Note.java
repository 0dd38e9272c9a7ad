package io.resolutionflow.l1walk.walk;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A note of a walk; the server keeps who wrote it and when (contract-l1 §4.5). */
public record Note(
        UUID id,
        String text,
        @Nullable UUID stepId,
        UUID authorId,
        String authorName,
        Instant createdAt,
        Instant updatedAt) {}
