package io.resolutionflow.psa.connector;

import java.util.List;

/**
 * One ticketing system. Every method calls it once, outside any transaction, and throws {@link
 * PsaFailure}; none repeats a write by itself.
 */
public interface PsaConnector {

    Provider provider();

    Capabilities capabilities();

    /** As {@link #capabilities()}, with what this installation says of itself. */
    default Capabilities capabilities(PsaAccess access) {
        return capabilities();
    }

    /** What an administrator has to give. */
    ConnectionForm form();

    /** Version of the other side; proves address and credentials. */
    String serverVersion(PsaAccess access);

    TicketPage search(PsaAccess access, TicketSearch search);

    /**
     * The ticket the system answers with; its id differs from the one asked for when it was merged.
     */
    PsaTicket ticket(PsaAccess access, String ticketId);

    List<PsaBoard> boards(PsaAccess access);

    List<PsaStatus> statuses(PsaAccess access, String boardId);

    List<PsaMember> members(PsaAccess access);

    /** The newest notes of a ticket, newest first. */
    List<PsaNote> notes(PsaAccess access, String ticketId, int limit);

    /** Writes a note and tells its id. */
    String addNote(PsaAccess access, NewNote note);

    /** Asks for a status. A normal return proves nothing: read the ticket again. */
    void setStatus(PsaAccess access, PsaTicket ticket, String statusId);
}
