package io.resolutionflow.contracts.event.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a session was resolved. (contract-sessions §11) */
public record SessionResolution(
        String summary,
        @Nullable String action,
        @Nullable String rootCause,
        List<String> stepsTaken,
        List<String> recommendations) {}
