package io.resolutionflow.psa.ticket;

import io.resolutionflow.psa.connector.Excerpt;
import io.resolutionflow.psa.connector.PsaNote;
import io.resolutionflow.psa.connector.PsaTicket;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A ticket as contract-psa §4 shows it in lists. */
public record TicketView(
        UUID connectionId,
        String ticketId,
        String ticketNumber,
        String summary,
        @Nullable String boardId,
        @Nullable String boardName,
        @Nullable String statusId,
        @Nullable String statusName,
        @Nullable String companyName,
        @Nullable String contactName,
        @Nullable String ownerName,
        @Nullable String priorityName,
        boolean closed,
        @Nullable Instant updatedAt) {

    private static final int NOTE_TEXT = 4_000;

    public record NoteView(
            String id,
            String text,
            String visibility,
            @Nullable String authorName,
            @Nullable Instant createdAt) {

        static NoteView of(PsaNote note) {
            return new NoteView(
                    note.id(),
                    Excerpt.of(note.text(), NOTE_TEXT),
                    note.visibility().wireName(),
                    note.authorName(),
                    note.createdAt());
        }
    }

    static TicketView of(UUID connectionId, PsaTicket ticket) {
        return new TicketView(
                connectionId,
                ticket.ticketId(),
                ticket.ticketNumber(),
                ticket.summary(),
                ticket.boardId(),
                ticket.boardName(),
                ticket.statusId(),
                ticket.statusName(),
                ticket.companyName(),
                ticket.contactName(),
                ticket.ownerName(),
                ticket.priorityName(),
                ticket.closed(),
                ticket.updatedAt());
    }
}
