package io.resolutionflow.handoff.handoff;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds expired hand-offs across accounts: ids only. */
public interface ExpiredHandoffs {

    record Due(UUID accountId, UUID id) {}

    /**
     * @param escalateBefore null: escalations never expire
     */
    List<Due> find(Instant parkBefore, @Nullable Instant escalateBefore);
}
