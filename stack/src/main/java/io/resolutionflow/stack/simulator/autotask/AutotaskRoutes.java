package io.resolutionflow.stack.simulator.autotask;

import static io.resolutionflow.stack.simulator.http.Routes.route;

import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.desk.Operation;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.http.Routes;
import io.resolutionflow.stack.simulator.protocol.Call;
import io.resolutionflow.stack.simulator.protocol.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The calls below {@code atservicesrest/v1.0}. Notes can be added below their ticket only. */
final class AutotaskRoutes {

    /** What is called, and what kind of call it is. */
    record Place(Operation operation, Endpoint endpoint) {}

    private final Desk desk;
    private final TicketRecords records;

    private AutotaskRoutes(Desk desk) {
        this.desk = desk;
        this.records = new TicketRecords(desk);
    }

    static Routes<Place> of(Desk desk, Thresholds thresholds) {
        return new AutotaskRoutes(desk).all(thresholds);
    }

    private Routes<Place> all(Thresholds thresholds) {
        var routes = new ArrayList<Routes.Route<Place>>();
        routes.add(get("/ThresholdInformation", call -> thresholds.reply()));
        routes.add(get("/Tickets/entityInformation/fields", call -> Picklists.ofTickets(desk)));
        routes.add(get("/TicketNotes/entityInformation/fields", call -> Picklists.ofNotes()));
        routes.addAll(query("/Tickets", new Query(records::tickets)));
        routes.addAll(query("/TicketNotes", new Query(records::notes)));
        routes.addAll(query("/Resources", new Query(records::resources)));
        routes.addAll(query("/Companies", new Query(records::companies)));
        routes.add(get("/Tickets/{ticket}", this::ticket));
        routes.add(
                route(
                        "PATCH",
                        "/Tickets",
                        new Place(Operation.STATUS, new PatchTicket(desk)::answer)));
        routes.add(
                route(
                        "POST",
                        "/Tickets/{ticket}/Notes",
                        new Place(Operation.NOTE, new AddNote(desk)::answer)));
        return new Routes<>(routes);
    }

    /** A ticket that does not exist is a success without an item. */
    private Reply ticket(Call call) {
        var item = desk.tickets().find(call.ticketId()).map(records::ticket);
        return Reply.wire(200, Collections.singletonMap("item", item.orElse(null)));
    }

    private static List<Routes.Route<Place>> query(String entity, Query query) {
        var page = new Place(Operation.READ, call -> query.page(call.request()));
        var count = new Place(Operation.READ, call -> query.count(call.request()));
        return List.of(
                route("POST", entity + "/query", page),
                route("GET", entity + "/query", page),
                route("POST", entity + "/query/next", page),
                route("GET", entity + "/query/next", page),
                route("POST", entity + "/query/count", count));
    }

    private static Routes.Route<Place> get(String pattern, Endpoint endpoint) {
        return route("GET", pattern, new Place(Operation.READ, endpoint));
    }
}
