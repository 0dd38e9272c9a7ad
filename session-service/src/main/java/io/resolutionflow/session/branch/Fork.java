package io.resolutionflow.session.branch;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fork that was made (contract-sessions §4.7).
 *
 * @param activeBranchId the branch that is current now
 */
public record Fork(UUID forkPointId, String forkReason, List<Made> branches, UUID activeBranchId) {

    /** One line of work that is offered. */
    public record Option(String label, @Nullable String description) {}

    /** A branch of the fork. */
    public record Made(UUID branchId, String label) {}

    /**
     * A fork somebody wants.
     *
     * @param stepId the step that asks which way to go, when guided work forks
     * @param messageId the message it came from, when chat forks
     * @param firstBecomesCurrent false in guided work, where the answer chooses
     */
    public record Wanted(
            String reason,
            List<Option> options,
            @Nullable UUID stepId,
            @Nullable UUID messageId,
            @Nullable UUID by,
            boolean firstBecomesCurrent) {

        public Wanted {
            options = List.copyOf(options);
        }
    }
}
