package io.resolutionflow.l1walk.flow.web;

import io.resolutionflow.l1walk.flow.FlowNode;
import io.resolutionflow.l1walk.flow.FlowRow;
import io.resolutionflow.l1walk.flow.FlowSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The flow object (contract-l1 §9.2). Lists answer {@link Row}, which has no nodes. */
record FlowView(
        UUID id,
        String slug,
        String title,
        String category,
        @Nullable String description,
        List<String> keywords,
        List<String> tags,
        String start,
        List<FlowNode> nodes,
        String status,
        FlowSource source,
        boolean enabled,
        @Nullable Integer versionNo,
        @Nullable Integer draftVersion,
        @Nullable Object adoptedFrom,
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

    static FlowView of(FlowRow row) {
        var c = row.content();
        return new FlowView(
                row.entry().id(),
                c.slug(),
                c.title(),
                c.category(),
                c.description(),
                c.keywords(),
                c.tags(),
                c.start(),
                c.nodes(),
                row.entry().status(),
                row.entry().source(),
                row.entry().enabled(),
                row.entry().versionNo(),
                null,
                null,
                row.indexState(),
                row.started(),
                successRate(row),
                row.lastMatchedAt(),
                row.helpful(),
                row.unhelpful(),
                row.authorId(),
                row.authorName(),
                row.createdAt(),
                row.updatedAt(),
                row.publishedAt());
    }

    private static @Nullable BigDecimal successRate(FlowRow row) {
        return row.closed() == 0
                ? null
                : BigDecimal.valueOf(row.resolved())
                        .divide(BigDecimal.valueOf(row.closed()), 4, RoundingMode.HALF_UP);
    }

    /**
     * @param score and {@code why} with search only
     */
    record Row(
            UUID id,
            String slug,
            String title,
            String category,
            @Nullable String description,
            List<String> keywords,
            List<String> tags,
            String status,
            FlowSource source,
            boolean enabled,
            @Nullable Integer versionNo,
            @Nullable Integer draftVersion,
            @Nullable Object adoptedFrom,
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

        static Row of(FlowRow row) {
            FlowView v = FlowView.of(row);
            return new Row(
                    v.id,
                    v.slug,
                    v.title,
                    v.category,
                    v.description,
                    v.keywords,
                    v.tags,
                    v.status,
                    v.source,
                    v.enabled,
                    v.versionNo,
                    v.draftVersion,
                    v.adoptedFrom,
                    v.indexState,
                    v.usageCount,
                    v.successRate,
                    v.lastMatchedAt,
                    v.helpfulCount,
                    v.unhelpfulCount,
                    v.authorId,
                    v.authorName,
                    v.createdAt,
                    v.updatedAt,
                    v.publishedAt);
        }
    }
}
