package io.resolutionflow.session.branching;

import io.resolutionflow.session.branch.Branch;
import io.resolutionflow.session.branch.Branches;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A branch as it is shown (contract-sessions §4.7). */
public record BranchView(
        UUID branchId,
        @Nullable UUID parentId,
        @Nullable UUID forkPointId,
        String label,
        @Nullable String description,
        String status,
        @Nullable String statusReason,
        boolean isActive,
        int messageCount,
        int stepCount) {

    static BranchView of(Branch branch, Branches.Work work, @Nullable UUID current) {
        return new BranchView(
                branch.id(),
                branch.parentId(),
                branch.forkPointId(),
                branch.label(),
                branch.description(),
                branch.status(),
                branch.statusReason(),
                branch.id().equals(current),
                work.messages(),
                work.steps());
    }
}
