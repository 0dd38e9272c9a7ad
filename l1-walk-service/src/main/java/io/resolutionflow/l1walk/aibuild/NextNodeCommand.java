package io.resolutionflow.l1walk.aibuild;

import org.jspecify.annotations.Nullable;

/**
 * @param allowOffline the technician accepts an answer without a model
 */
public record NextNodeCommand(
        @Nullable String nodeId,
        @Nullable String answer,
        @Nullable String note,
        boolean allowOffline) {}
