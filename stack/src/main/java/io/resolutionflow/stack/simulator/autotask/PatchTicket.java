package io.resolutionflow.stack.simulator.autotask;

import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.desk.Ticket;
import io.resolutionflow.stack.simulator.http.Json;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.protocol.Call;
import io.resolutionflow.stack.simulator.protocol.TicketWriting;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * {@code PATCH /Tickets} with the id in the body; answers the id whether or not anything changed.
 */
final class PatchTicket {

    /** {@code resolution}, {@code priority} and dates are taken and not kept. */
    private static final Set<String> FIELDS =
            Set.of(
                    "id",
                    "status",
                    "queueID",
                    "title",
                    "assignedResourceID",
                    "assignedResourceRoleID",
                    "resolution",
                    "priority",
                    "completedDate");

    private final Desk desk;
    private final TicketWriting writing;

    PatchTicket(Desk desk) {
        this.desk = desk;
        this.writing = new TicketWriting(desk);
    }

    Reply answer(Call call) {
        var body = Json.WIRE.read(call.request().body()).filter(JsonNode::isObject);
        var ticket = body.flatMap(fields -> desk.tickets().find(fields.path("id").asLong(-1)));
        if (body.isEmpty() || ticket.isEmpty()) {
            return Failures.noRecord();
        }
        var refusal = refusal(body.get(), ticket.get());
        if (refusal.isPresent()) {
            return Failures.refused(refusal.get());
        }
        writing.write(
                ticket.get(),
                before -> changed(before, body.get()),
                AutotaskSeed.API_USER,
                call.faults());
        return Reply.wire(200, Map.of("itemId", ticket.get().id()));
    }

    private Optional<String> refusal(JsonNode body, Ticket ticket) {
        var unknown =
                body.propertyNames().stream().filter(name -> !FIELDS.contains(name)).findFirst();
        if (unknown.isPresent()) {
            return Optional.of("Field " + unknown.get() + " does not exist for entity Ticket.");
        }
        if (body.has("assignedResourceID") != body.has("assignedResourceRoleID")) {
            return Optional.of(
                    "assignedResourceID and assignedResourceRoleID must be set together.");
        }
        var queue = body.path("queueID").asInt(ticket.boardId());
        if (desk.board(queue).isEmpty()) {
            return Optional.of(noValue(queue, "queueID"));
        }
        var status = body.path("status").asInt(ticket.statusId());
        var known =
                desk.board(queue)
                        .flatMap(board -> board.status(status))
                        .filter(found -> !found.inactive());
        return known.isPresent() ? Optional.empty() : Optional.of(noValue(status, "status"));
    }

    private static String noValue(int value, String field) {
        return "Picklist value [%d] does not exist for %s.".formatted(value, field);
    }

    private static Ticket changed(Ticket before, JsonNode body) {
        var moved =
                before.moved(
                        body.path("queueID").asInt(before.boardId()),
                        body.path("status").asInt(before.statusId()));
        var titled = body.has("title") ? moved.titled(body.path("title").asString("")) : moved;
        return body.has("assignedResourceID")
                ? titled.owned(body.path("assignedResourceID").asInt())
                : titled;
    }
}
