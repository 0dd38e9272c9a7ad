package io.resolutionflow.l1walk.walk;

import io.resolutionflow.l1walk.flow.FlowSource;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The walk object of the public API (contract-l1 §4.1). */
public record WalkView(
        UUID id,
        WalkKind sessionKind,
        WalkStatus status,
        @Nullable String category,
        String problemText,
        @Nullable String customerName,
        @Nullable String customerContact,
        @Nullable UUID intakeId,
        String ticketId,
        String ticketKind,
        @Nullable UUID psaConnectionId,
        @Nullable UUID flowId,
        @Nullable FlowSource flowSource,
        @Nullable Integer flowVersionNo,
        @Nullable String flowTitle,
        @Nullable UUID flowProposalId,
        @Nullable String currentNodeId,
        @Nullable NodeView currentNode,
        List<PathEntry> walkedPath,
        List<PathEntry> supersededPath,
        List<Note> walkNotes,
        int notesVersion,
        int version,
        List<FrameView> frames,
        Instant startedAt,
        Instant lastStepAt,
        @Nullable Instant resolvedAt,
        @Nullable Instant escalatedAt,
        @Nullable Instant abandonedAt,
        UUID createdById,
        String createdByName,
        UUID handledById,
        String handledByName,
        @Nullable String actingAs,
        @Nullable Boolean helpful,
        @Nullable String resolutionNotes,
        @Nullable String escalationReason,
        @Nullable String escalationReasonCategory,
        Escalation.@Nullable View escalation,
        Walk.PsaWriteback psaWriteback,
        boolean awaitingGeneration) {

    public record FrameView(
            UUID flowId, String slug, String title, int versionNo, String parentNodeId) {
        static FrameView of(Frame frame) {
            return new FrameView(
                    frame.flow().flowId(),
                    frame.slug(),
                    frame.title(),
                    frame.flow().versionNo(),
                    frame.parentNodeId());
        }
    }
}
