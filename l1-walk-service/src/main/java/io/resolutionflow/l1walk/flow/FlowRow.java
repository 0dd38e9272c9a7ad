package io.resolutionflow.l1walk.flow;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A flow as lists and readers see it: its structure and the account's own figures (contract-l1
 * §9.2).
 *
 * @param content published structure; the draft's while nothing was published
 * @param draftVersion null without a draft
 */
public record FlowRow(
        FlowEntry entry,
        String slug,
        FlowContent content,
        @Nullable Integer draftVersion,
        @Nullable AdoptedFrom adoptedFrom,
        String indexState,
        Figures figures,
        @Nullable UUID authorId,
        @Nullable String authorName,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant publishedAt) {

    /**
     * @param updateAvailable whether the library has gone on since
     */
    public record AdoptedFrom(UUID flowId, int versionNo, boolean updateAvailable) {}

    public record Figures(
            long started,
            long resolved,
            long closed,
            long helpful,
            long unhelpful,
            @Nullable Instant lastMatchedAt) {}

    /** The same flow showing another structure of it. */
    public FlowRow showing(FlowContent other, @Nullable Integer versionNo) {
        return new FlowRow(
                new FlowEntry(
                        entry.source(), entry.id(), entry.status(), entry.enabled(), versionNo),
                slug,
                other,
                draftVersion,
                adoptedFrom,
                indexState,
                figures,
                authorId,
                authorName,
                createdAt,
                updatedAt,
                publishedAt);
    }
}
