package io.resolutionflow.stack.simulator.connectwise;

import static io.resolutionflow.stack.simulator.http.Routes.route;

import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.desk.Operation;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.http.Routes;
import io.resolutionflow.stack.simulator.protocol.Endpoint;
import java.util.List;
import java.util.Map;

/** The calls below {@code apis/3.0}. */
final class ConnectWiseRoutes {

    /** What is called, and what kind of call it is. */
    record Place(Operation operation, Endpoint endpoint) {}

    private static final String TICKET = "/service/tickets/{ticket}";

    private ConnectWiseRoutes() {}

    static Routes<Place> of(Desk desk) {
        var json = new TicketJson(desk);
        var boards = new BoardEndpoints(desk);
        var tickets = new TicketEndpoints(desk, json);
        var notes = new NoteEndpoints(desk);
        var members = new MemberEndpoints(desk);
        return new Routes<>(
                List.of(
                        get("/system/info", call -> systemInfo()),
                        get("/system/members", members::list),
                        get("/system/members/{member}", members::one),
                        get("/service/boards", boards::list),
                        get("/service/boards/{board}", boards::one),
                        get("/service/boards/{board}/statuses", boards::statuses),
                        get("/service/priorities", Priorities::list),
                        get("/service/tickets", tickets::list),
                        get("/service/tickets/count", tickets::count),
                        route(
                                "POST",
                                "/service/tickets/search",
                                new Place(Operation.READ, tickets::search)),
                        get(TICKET, tickets::one),
                        route(
                                "PATCH",
                                TICKET,
                                new Place(Operation.STATUS, new PatchTicket(desk, json)::answer)),
                        get(TICKET + "/notes", notes::list),
                        route(
                                "POST",
                                TICKET + "/notes",
                                new Place(Operation.NOTE, new AddNote(desk)::answer)),
                        get(TICKET + "/notes/count", notes::count),
                        get(TICKET + "/notes/{note}", notes::one),
                        get(TICKET + "/allNotes", notes::allNotes),
                        route(
                                "POST",
                                "/time/entries",
                                new Place(Operation.OTHER, new AddTimeEntry(desk)::answer))));
    }

    private static Routes.Route<Place> get(String pattern, Endpoint endpoint) {
        return route("GET", pattern, new Place(Operation.READ, endpoint));
    }

    private static Reply systemInfo() {
        return Reply.wire(
                200,
                Map.of("version", "v2026.1 simulator", "isCloud", true, "serverTimeZone", "UTC"));
    }
}
