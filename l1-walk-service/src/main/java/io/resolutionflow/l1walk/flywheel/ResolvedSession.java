package io.resolutionflow.l1walk.flywheel;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What {@code session.resolved} said, kept with the job. */
public record ResolvedSession(
        UUID sessionId,
        @Nullable UUID matchedFlowId,
        @Nullable Integer matchedFlowVersion,
        @Nullable String problemSummary,
        @Nullable String problemDomain,
        @Nullable String summary,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String psaTicketId) {}
