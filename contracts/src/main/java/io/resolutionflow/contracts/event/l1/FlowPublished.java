package io.resolutionflow.contracts.event.l1;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code l1.flow_published}, {@code l1.flow_archived}: an account's own flow. */
public record FlowPublished(
        UUID flowId,
        String source,
        String slug,
        String title,
        String category,
        int versionNo,
        UUID actorId,
        String actorName,
        @Nullable String actingAs,
        Instant occurredAt) {

    public static final String TYPE = "l1.flow_published";
    public static final String ARCHIVED = "l1.flow_archived";
}
