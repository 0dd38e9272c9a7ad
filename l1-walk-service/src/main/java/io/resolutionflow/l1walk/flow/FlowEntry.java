package io.resolutionflow.l1walk.flow;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What stands under a flow id for the account.
 *
 * @param status {@code draft}, {@code published} or {@code archived}
 * @param enabled false for a library flow the account switched off
 * @param versionNo the published version; null for a draft
 */
public record FlowEntry(
        FlowSource source, UUID id, String status, boolean enabled, @Nullable Integer versionNo) {

    public boolean isPublished() {
        return status.equals("published");
    }

    /** The published version. */
    public FlowRef published() {
        if (versionNo == null) {
            throw new IllegalStateException("flow " + id + " was never published");
        }
        return new FlowRef(source, id, versionNo);
    }
}
