package io.resolutionflow.stack.simulator.connectwise;

import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.http.Json;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.protocol.Call;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Reading tickets: lists, counts, one. */
final class TicketEndpoints {

    private final Desk desk;
    private final TicketJson json;

    TicketEndpoints(Desk desk, TicketJson json) {
        this.desk = desk;
        this.json = json;
    }

    Reply list(Call call) {
        return new ListQuery(call.request()).page(all());
    }

    Reply count(Call call) {
        return new ListQuery(call.request()).count(all());
    }

    /** The way round addresses that would become too long: conditions in the body. */
    Reply search(Call call) {
        var conditions =
                Json.WIRE
                        .read(call.request().body())
                        .map(body -> body.path("conditions").asString(""))
                        .orElse("");
        return new ListQuery(call.request()).page(all(), conditions);
    }

    Reply one(Call call) {
        return desk.tickets()
                .find(call.ticketId())
                .map(ticket -> Reply.wire(200, json.of(ticket)))
                .orElseGet(() -> Errors.ticketNotFound(call.ticketId()));
    }

    private List<ObjectNode> all() {
        return desk.tickets().all().stream().map(json::of).toList();
    }
}
