package io.resolutionflow.handoff.notification;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One in-app notice of one person (contract-handoffs §7.3). */
public record Notice(
        UUID id,
        String event,
        String title,
        @Nullable String body,
        String link,
        String subjectType,
        UUID subjectId,
        @Nullable String settledText,
        @Nullable Instant settledAt,
        @Nullable Instant readAt,
        Instant createdAt) {}
