package io.resolutionflow.l1walk.proposal;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A flow, or a better version of one, learnt from work (contract-l1 §10.1). Its structure never
 * changes.
 */
public record FlowProposal(
        UUID id,
        String type,
        String status,
        String source,
        @Nullable UUID sourceSessionId,
        @Nullable UUID l1SessionId,
        String title,
        FlowContent content,
        @Nullable Target target,
        @Nullable Double confidence,
        int helpfulCount,
        int unhelpfulCount,
        @Nullable Ticket ticket,
        int version,
        @Nullable Review review,
        Instant createdAt) {

    public static final String NEW_FLOW = "new_flow";
    public static final String ENHANCEMENT = "enhancement";

    public static final Set<String> TYPES = Set.of(NEW_FLOW, ENHANCEMENT);
    public static final Set<String> STATUS =
            Set.of("pending", "approved", "modified", "rejected", "dismissed");
    public static final Set<String> SOURCES =
            Set.of("ai_realtime_l1", "l1_flow_walk", "ai_session");

    /**
     * @param nodeId where people left it
     */
    public record Target(UUID flowId, String source, int versionNo, @Nullable String nodeId) {}

    public record Ticket(String id, String kind) {}

    public record Review(
            UUID byId,
            String byName,
            Instant at,
            @Nullable String note,
            @Nullable UUID flowId,
            @Nullable Integer flowVersionNo) {}

    /**
     * One source of it.
     *
     * @param kind {@code source}, or {@code helpful} and {@code unhelpful} of walks along it
     */
    public record Evidence(
            UUID id,
            String kind,
            @Nullable UUID l1SessionId,
            @Nullable UUID sourceSessionId,
            @Nullable String nodeId,
            @Nullable String note,
            @Nullable UUID authorId,
            @Nullable String authorName,
            Instant createdAt) {}

    public boolean isPending() {
        return status.equals("pending");
    }

    /** One click is not for good: the helpful walks must outweigh the others (KD-69). */
    public boolean validatedByOutcome() {
        return helpfulCount >= 1 && helpfulCount > unhelpfulCount;
    }

    /** Branches nobody walked. */
    public List<String> stubs() {
        return content.nodes().stream()
                .filter(node -> Boolean.TRUE.equals(node.needsReview()))
                .map(FlowNode::id)
                .toList();
    }
}
