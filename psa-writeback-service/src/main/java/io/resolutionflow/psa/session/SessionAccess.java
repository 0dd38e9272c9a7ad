package io.resolutionflow.psa.session;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The caller's standing in one session, as session-service tells it. */
public record SessionAccess(
        boolean visible,
        boolean isHandler,
        @Nullable UUID handlerId,
        @Nullable String handlerName,
        String status,
        long stateVersion) {}
