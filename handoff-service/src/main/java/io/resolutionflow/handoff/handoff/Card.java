package io.resolutionflow.handoff.handoff;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What queue and stream show of a source. From the snapshot at first, follows {@code
 * session.updated} while the hand-off is live.
 */
public record Card(
        @Nullable String title,
        @Nullable String problemSummary,
        @Nullable String problemDomain,
        @Nullable String clientName,
        @Nullable Integer stepCount,
        @Nullable String confidenceTier,
        @Nullable UUID psaConnectionId,
        @Nullable String psaTicketId,
        @Nullable UUID internalTicketId) {}
