package io.resolutionflow.l1walk.flow;

import io.resolutionflow.platform.identity.Caller;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The flow object without its nodes, as lists show it (contract-l1 §9.2). */
public record FlowSummary(
        UUID id,
        String slug,
        String title,
        String category,
        @Nullable String description,
        List<String> keywords,
        List<String> tags,
        @Nullable String start,
        String status,
        FlowSource source,
        boolean enabled,
        @Nullable Integer versionNo,
        @Nullable Integer draftVersion,
        FlowRow.@Nullable AdoptedFrom adoptedFrom,
        String indexState,
        long usageCount,
        @Nullable BigDecimal successRate,
        @Nullable Instant lastMatchedAt,
        long helpfulCount,
        long unhelpfulCount,
        @Nullable UUID authorId,
        @Nullable String authorName,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant publishedAt) {

    /** Drafts are the authors' business: only E/A see their number. */
    public static FlowSummary of(FlowRow row, Caller caller) {
        FlowContent c = row.content();
        FlowRow.Figures figures = row.figures();
        return new FlowSummary(
                row.entry().id(),
                c.slug(),
                c.title(),
                c.category(),
                c.description(),
                c.keywords(),
                c.tags(),
                c.start().isEmpty() ? null : c.start(),
                row.entry().status(),
                row.entry().source(),
                row.entry().enabled(),
                row.entry().versionNo(),
                caller.isEngineerOrAbove() ? row.draftVersion() : null,
                row.adoptedFrom(),
                row.indexState(),
                figures.started(),
                successRate(figures),
                figures.lastMatchedAt(),
                figures.helpful(),
                figures.unhelpful(),
                row.authorId(),
                row.authorName(),
                row.createdAt(),
                row.updatedAt(),
                row.publishedAt());
    }

    /** Resolved ÷ closed; null before the first. */
    private static @Nullable BigDecimal successRate(FlowRow.Figures figures) {
        return figures.closed() == 0
                ? null
                : BigDecimal.valueOf(figures.resolved())
                        .divide(BigDecimal.valueOf(figures.closed()), 4, RoundingMode.HALF_UP);
    }
}
