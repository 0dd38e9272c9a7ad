package io.resolutionflow.contracts.event.session;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a queue card shows of a session. (contract-sessions §11) */
public record SessionCard(
        String title,
        @Nullable String problemSummary,
        @Nullable String problemDomain,
        @Nullable String clientName,
        @Nullable String assetName,
        @Nullable String issueCategory,
        @Nullable String confidenceTier,
        int stepCount,
        @Nullable String psaTicketId,
        @Nullable UUID psaConnectionId) {}
