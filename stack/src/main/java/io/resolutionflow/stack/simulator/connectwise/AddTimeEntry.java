package io.resolutionflow.stack.simulator.connectwise;

import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.desk.Ticket;
import io.resolutionflow.stack.simulator.http.Json;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.protocol.Call;
import io.resolutionflow.stack.simulator.protocol.NoteWriting;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** {@code POST /time/entries}, thin: some statuses refuse it, and its flags make a second note. */
final class AddTimeEntry {

    private final Desk desk;
    private final NoteWriting writing;

    AddTimeEntry(Desk desk) {
        this.desk = desk;
        this.writing = new NoteWriting(desk);
    }

    Reply answer(Call call) {
        var body = Json.WIRE.read(call.request().body()).filter(JsonNode::isObject);
        var ticket =
                body.flatMap(entry -> desk.tickets().find(entry.path("chargeToId").asLong(-1)));
        if (body.isEmpty() || ticket.isEmpty()) {
            return Errors.invalidObject(
                    "timeEntry", "NotFound", "Charge to not found", "chargeToId");
        }
        if (desk.status(ticket.get()).timeEntryNotAllowed()) {
            return Errors.invalidObject(
                    "timeEntry",
                    "InvalidObject",
                    "Time entry is not allowed in this status.",
                    "chargeToId");
        }
        return store(ticket.get(), body.get(), call);
    }

    private Reply store(Ticket ticket, JsonNode body, Call call) {
        Map<String, Object> flags =
                Map.of(
                        NoteFlags.DISCUSSION,
                                body.path("addToDetailDescriptionFlag").asBoolean(false),
                        NoteFlags.INTERNAL, body.path("addToInternalAnalysisFlag").asBoolean(false),
                        NoteFlags.RESOLUTION, body.path("addToResolutionFlag").asBoolean(false));
        var entry =
                Wire.object()
                        .put("id", 1)
                        .put("chargeToId", ticket.id())
                        .put("chargeToType", "ServiceTicket");
        if (flags.containsValue(true)) {
            var text = body.path("notes").asString("");
            var draft = new NoteWriting.Draft(ticket.id(), "", text, flags, ApiMember.IDENTIFIER);
            entry.put("id", writing.store(draft, call.faults()).id());
        }
        return Reply.wire(201, entry);
    }
}
