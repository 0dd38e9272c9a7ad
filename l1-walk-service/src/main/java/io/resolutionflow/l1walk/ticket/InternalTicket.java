package io.resolutionflow.l1walk.ticket;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A ticket of the desk itself, for accounts without a PSA or calls without a PSA ticket. */
public record InternalTicket(
        UUID id,
        String problemStatement,
        @Nullable String customerName,
        @Nullable String customerContact,
        @Nullable String category,
        TicketStatus status,
        @Nullable String resolutionNotes,
        UUID createdById,
        String createdByName,
        Instant createdAt,
        Instant updatedAt) {}
