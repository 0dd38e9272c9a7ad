package io.resolutionflow.l1walk.walk;

import org.jspecify.annotations.Nullable;

/**
 * What a leaf suggests; nothing closes by itself and the technician may edit all of it (contract-l1
 * §4.3).
 *
 * @param action {@code resolve}, {@code escalate} or {@code return}
 */
public record ProposedClose(
        String action,
        @Nullable String resolutionNotes,
        @Nullable String reasonCategory,
        @Nullable String reason,
        @Nullable String priority,
        @Nullable String handOffTo,
        @Nullable String include) {}
