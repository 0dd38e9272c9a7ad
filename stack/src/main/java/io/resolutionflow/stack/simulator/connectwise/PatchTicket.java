package io.resolutionflow.stack.simulator.connectwise;

import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.desk.Ticket;
import io.resolutionflow.stack.simulator.fault.Mode;
import io.resolutionflow.stack.simulator.http.Json;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.protocol.Call;
import io.resolutionflow.stack.simulator.protocol.TicketWriting;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** {@code PATCH /service/tickets/{id}}: a JSON Patch array, answered with the whole ticket. */
final class PatchTicket {

    private final Desk desk;
    private final TicketJson json;
    private final TicketWriting writing;

    PatchTicket(Desk desk, TicketJson json) {
        this.desk = desk;
        this.json = json;
        this.writing = new TicketWriting(desk);
    }

    Reply answer(Call call) {
        var ticket = desk.tickets().find(call.ticketId());
        if (ticket.isEmpty()) {
            return Errors.ticketNotFound(call.ticketId());
        }
        var operations = Json.WIRE.read(call.request().body());
        if (operations.isEmpty() || !isPatch(operations.get())) {
            return Errors.badRequest("The body must be an array of patch operations.");
        }
        return patch(ticket.get(), operations.get(), call);
    }

    private Reply patch(Ticket before, JsonNode operations, Call call) {
        var falseSuccess =
                hasNestedPath(operations) && call.faults().take(Mode.NESTED_FALSE_200).isPresent();
        return switch (new TicketPatch(desk, falseSuccess).apply(operations, before)) {
            case TicketPatch.Result.Refused(var reply) -> reply;
            case TicketPatch.Result.Changed(var wanted) -> {
                var shown =
                        writing.write(
                                before,
                                ticket -> merge(ticket, wanted),
                                ApiMember.IDENTIFIER,
                                call.faults());
                yield Reply.wire(200, json.of(shown));
            }
        };
    }

    private static Ticket merge(Ticket current, Ticket wanted) {
        return current.moved(wanted.boardId(), wanted.statusId())
                .owned(wanted.ownerId())
                .titled(wanted.summary());
    }

    private static boolean isPatch(JsonNode body) {
        return body.isArray()
                && StreamSupport.stream(body.spliterator(), false)
                        .allMatch(operation ->
                                operation.path("op").asString("").matches("replace|add"));
    }

    private static boolean hasNestedPath(JsonNode operations) {
        return StreamSupport.stream(operations.spliterator(), false)
                .map(operation -> operation.path("path").asString("").replaceFirst("^/", ""))
                .anyMatch(path -> path.contains("/"));
    }
}
