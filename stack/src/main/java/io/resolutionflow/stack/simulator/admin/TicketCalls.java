package io.resolutionflow.stack.simulator.admin;

import io.resolutionflow.stack.simulator.desk.Board;
import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.desk.Party;
import io.resolutionflow.stack.simulator.desk.Provider;
import io.resolutionflow.stack.simulator.desk.Ticket;
import io.resolutionflow.stack.simulator.http.Json;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.http.Request;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongFunction;

/** Adding tickets: one object, or {@code {"provider", "tickets": [...]}} for several. */
final class TicketCalls {

    private static final Party NEW_CUSTOMER = new Party(900, "Simulated Customer");

    private final Function<Provider, Desk> desks;

    TicketCalls(Function<Provider, Desk> desks) {
        this.desks = desks;
    }

    Reply add(Request request) {
        var several = Json.OWN.read(request.body()).filter(body -> body.has("tickets")).isPresent();
        var asked =
                several
                        ? tickets(Json.OWN.read(request.body(), AdminRequests.NewTickets.class))
                        : List.of(Json.OWN.read(request.body(), AdminRequests.NewTicket.class));
        var ids =
                asked.stream()
                        .map(this::add)
                        .map(id -> Map.of("ticket_id", Long.toString(id)))
                        .toList();
        return Reply.own(201, Map.of("tickets", ids));
    }

    private static List<AdminRequests.NewTicket> tickets(AdminRequests.NewTickets several) {
        return AdminRequests.required(several.tickets(), "tickets").stream()
                .map(ticket ->
                        new AdminRequests.NewTicket(
                                ticket.provider() == null ? several.provider() : ticket.provider(),
                                ticket.id(),
                                ticket.summary(),
                                ticket.boardId(),
                                ticket.statusId(),
                                ticket.companyName(),
                                ticket.ownerId()))
                .toList();
    }

    private long add(AdminRequests.NewTicket asked) {
        var desk = desks.apply(Provider.of(AdminRequests.required(asked.provider(), "provider")));
        var board = board(desk, asked);
        var status = asked.statusId() == null ? board.statuses().getFirst().id() : asked.statusId();
        if (board.status(status).isEmpty()) {
            throw new IllegalArgumentException(
                    "Board " + board.id() + " has no status " + status + ".");
        }
        var company =
                asked.companyName() == null
                        ? NEW_CUSTOMER
                        : new Party(NEW_CUSTOMER.id(), asked.companyName());
        var now = desk.now();
        LongFunction<Ticket> made =
                id ->
                        new Ticket(
                                id,
                                Objects.requireNonNullElse(
                                        asked.summary(), "Simulated ticket " + id),
                                board.id(),
                                status,
                                8,
                                company,
                                null,
                                asked.ownerId(),
                                now,
                                now,
                                "simulator");
        if (asked.id() == null) {
            return desk.tickets().addNext(made).id();
        }
        desk.tickets().add(made.apply(asked.id()));
        return asked.id();
    }

    private static Board board(Desk desk, AdminRequests.NewTicket asked) {
        var id = asked.boardId() == null ? desk.boards().getFirst().id() : asked.boardId();
        return desk.board(id)
                .orElseThrow(() -> new IllegalArgumentException("There is no board " + id + "."));
    }
}
