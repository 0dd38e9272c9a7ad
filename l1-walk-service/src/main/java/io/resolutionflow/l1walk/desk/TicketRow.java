package io.resolutionflow.l1walk.desk;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the queue: an internal ticket with its latest walk (contract-l1 §7, KD-63). */
public record TicketRow(
        String ticketId,
        String ticketKind,
        String problemStatement,
        @Nullable String customerName,
        String status,
        Instant createdAt,
        @Nullable String category,
        @Nullable UUID sessionId,
        @Nullable String sessionKind,
        @Nullable String sessionStatus,
        @Nullable String handledByName,
        Instant updatedAt) {}
