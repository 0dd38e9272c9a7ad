package io.resolutionflow.l1walk.flow;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A flow as lists and readers see it: its published structure and the account's own figures
 * (contract-l1 §9.2).
 */
public record FlowRow(
        FlowEntry entry,
        FlowContent content,
        String indexState,
        long started,
        long resolved,
        long closed,
        long helpful,
        long unhelpful,
        @Nullable Instant lastMatchedAt,
        @Nullable UUID authorId,
        @Nullable String authorName,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant publishedAt) {}
