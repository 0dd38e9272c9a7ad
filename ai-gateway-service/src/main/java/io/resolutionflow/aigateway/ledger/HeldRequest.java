package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.quota.Amounts;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request row as a settle or release finds it, locked.
 *
 * @param readAt the database's clock at that moment
 */
record HeldRequest(
        UUID id,
        String state,
        Instant createdAt,
        String task,
        @Nullable String tier,
        @Nullable String referenceKind,
        @Nullable UUID referenceId,
        @Nullable UUID userId,
        @Nullable String userName,
        @Nullable String offlineReason,
        Amounts held,
        @Nullable Instant dailyStart,
        @Nullable Instant monthlyStart,
        @Nullable String key,
        boolean counts,
        int attempts,
        boolean leaseOver,
        Instant readAt) {

    boolean isSettled() {
        return state.equals("settled") || state.equals("cancelled") && counts;
    }

    boolean isHeld() {
        return state.equals("held");
    }
}
