package io.resolutionflow.handoff.handoff;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A line of the audit log (architecture §5.8). */
public record AuditRow(
        UUID id,
        Instant at,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        String action,
        String resourceType,
        String resourceId,
        @Nullable String beforeDigest,
        @Nullable String afterDigest,
        JsonNode details,
        @Nullable String traceId) {}
