package io.resolutionflow.contracts.event.l1;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code l1.flow_switched}: a library flow on or off for one account. */
public record FlowSwitched(
        UUID flowId,
        String source,
        String slug,
        String title,
        String category,
        boolean enabled,
        UUID actorId,
        String actorName,
        @Nullable String actingAs,
        Instant occurredAt) {

    public static final String TYPE = "l1.flow_switched";
}
