package io.resolutionflow.stack.simulator.connectwise;

import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.desk.Member;
import io.resolutionflow.stack.simulator.desk.Party;
import io.resolutionflow.stack.simulator.desk.Ticket;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A ticket as the API writes it. */
final class TicketJson {

    private final Desk desk;

    TicketJson(Desk desk) {
        this.desk = desk;
    }

    ObjectNode of(Ticket ticket) {
        var board = desk.board(ticket.boardId()).orElseThrow();
        var status = desk.status(ticket);
        var owner = owner(ticket);
        var json = Wire.object().put("id", ticket.id()).put("summary", ticket.summary());
        json.put("recordType", "ServiceTicket");
        json.set("board", Wire.reference(board.id(), board.name()));
        json.set("status", Wire.reference(status.id(), status.name()));
        json.set("company", company(ticket.company()));
        json.set("contact", Wire.orNull(contact(ticket.contact())));
        json.put("contactName", ticket.contact() == null ? null : ticket.contact().name());
        json.set("owner", Wire.orNull(owner == null ? null : MemberEndpoints.reference(owner)));
        json.set("priority", Priorities.reference(ticket.priorityId()));
        json.put("closedFlag", status.closed());
        json.put("resources", owner == null ? null : owner.identifier());
        json.putArray("customFields");
        json.putNull("externalXRef");
        json.set("_info", info(ticket));
        return json;
    }

    private @Nullable Member owner(Ticket ticket) {
        return ticket.ownerId() == null ? null : desk.member(ticket.ownerId()).orElse(null);
    }

    private static ObjectNode company(Party company) {
        var identifier = company.name().replace(" ", "").toLowerCase(Locale.ROOT);
        return Wire.reference(company.id(), company.name()).put("identifier", identifier);
    }

    private static @Nullable ObjectNode contact(@Nullable Party contact) {
        return contact == null ? null : Wire.reference(contact.id(), contact.name());
    }

    private static ObjectNode info(Ticket ticket) {
        return Wire.object()
                .put("lastUpdated", Wire.time(ticket.updatedAt()))
                .put("updatedBy", ticket.updatedBy())
                .put("dateEntered", Wire.time(ticket.createdAt()))
                .put("enteredBy", "simulator");
    }
}
