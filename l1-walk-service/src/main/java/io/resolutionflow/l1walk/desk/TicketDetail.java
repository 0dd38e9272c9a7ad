package io.resolutionflow.l1walk.desk;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A ticket with all its walks (contract-l1 §7). */
public record TicketDetail(
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
        Instant updatedAt,
        @Nullable String customerContact,
        @Nullable String resolutionNotes,
        List<Session> sessions,
        String createdByName) {

    public record Session(
            UUID id,
            String sessionKind,
            String status,
            @Nullable String flowTitle,
            String handledByName,
            Instant startedAt) {}

    static TicketDetail of(
            TicketRow row,
            @Nullable String contact,
            @Nullable String notes,
            List<Session> sessions,
            String createdBy) {
        return new TicketDetail(
                row.ticketId(),
                row.ticketKind(),
                row.problemStatement(),
                row.customerName(),
                row.status(),
                row.createdAt(),
                row.category(),
                row.sessionId(),
                row.sessionKind(),
                row.sessionStatus(),
                row.handledByName(),
                row.updatedAt(),
                contact,
                notes,
                sessions,
                createdBy);
    }
}
