package io.resolutionflow.session.branch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to one branch: its own, and of each ancestor what is older than the fork
 * (contract-sessions §7). Without branches everything belongs.
 */
public final class BranchPath {

    /** A session that was never forked. */
    public static final BranchPath WHOLE = new BranchPath(null, Map.of(), Map.of());

    private final @Nullable UUID current;
    private final Map<UUID, Integer> lastMessage;
    private final Map<UUID, Integer> lastStep;

    private BranchPath(
            @Nullable UUID current, Map<UUID, Integer> lastMessage, Map<UUID, Integer> lastStep) {
        this.current = current;
        this.lastMessage = lastMessage;
        this.lastStep = lastStep;
    }

    static BranchPath to(UUID branchId, List<Branch> all) {
        Map<UUID, Branch> byId =
                all.stream().collect(Collectors.toMap(Branch::id, Function.identity()));
        return new BranchPath(
                branchId,
                limits(branchId, byId, Branch::fromSeq),
                limits(branchId, byId, Branch::fromStep));
    }

    private static Map<UUID, Integer> limits(
            UUID branchId, Map<UUID, Branch> byId, ToIntFunction<Branch> fork) {
        var limits = new HashMap<UUID, Integer>();
        Branch branch = Objects.requireNonNull(byId.get(branchId), "no such branch");
        int limit = Integer.MAX_VALUE;
        while (true) {
            limits.put(branch.id(), limit);
            if (branch.parentId() == null) {
                return limits;
            }
            limit = Math.min(limit, fork.applyAsInt(branch));
            branch = Objects.requireNonNull(byId.get(branch.parentId()), "parent of a branch");
        }
    }

    public @Nullable UUID current() {
        return current;
    }

    public boolean holdsMessage(@Nullable UUID branchId, int seq) {
        return holds(branchId, seq, lastMessage);
    }

    public boolean holdsStep(@Nullable UUID branchId, int order) {
        return holds(branchId, order, lastStep);
    }

    /** For what has no place in an order: the branch itself or an ancestor. */
    public boolean holds(@Nullable UUID branchId) {
        return current == null || branchId == null || lastMessage.containsKey(branchId);
    }

    private boolean holds(@Nullable UUID branchId, int place, Map<UUID, Integer> limits) {
        if (current == null || branchId == null) {
            return true;
        }
        Integer limit = limits.get(branchId);
        return limit != null && place <= limit;
    }
}
