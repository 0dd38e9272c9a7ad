package io.resolutionflow.stack.simulator.connectwise;

import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.http.Json;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.protocol.Call;
import io.resolutionflow.stack.simulator.protocol.NoteWriting;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** {@code POST /service/tickets/{id}/notes}. */
final class AddNote {

    private static final Set<String> MEMBERS =
            Set.of(
                    "id",
                    "ticketId",
                    "text",
                    "member",
                    "contact",
                    "dateCreated",
                    "createdBy",
                    "internalFlag",
                    "externalFlag",
                    "issueFlag",
                    "customerUpdatedFlag",
                    "sentimentScore",
                    "_info",
                    NoteFlags.DISCUSSION,
                    NoteFlags.INTERNAL,
                    NoteFlags.RESOLUTION,
                    NoteFlags.NOTIFY);

    private final Desk desk;
    private final NoteWriting writing;

    AddNote(Desk desk) {
        this.desk = desk;
        this.writing = new NoteWriting(desk);
    }

    Reply answer(Call call) {
        if (desk.tickets().find(call.ticketId()).isEmpty()) {
            return Errors.ticketNotFound(call.ticketId());
        }
        var body = Json.WIRE.read(call.request().body()).filter(JsonNode::isObject);
        if (body.isEmpty()) {
            return Errors.badRequest("The body must be a ServiceNote object.");
        }
        return refusal(body.get()).orElseGet(() -> store(body.get(), call));
    }

    private static Optional<Reply> refusal(JsonNode body) {
        var unknown =
                body.propertyNames().stream().filter(name -> !MEMBERS.contains(name)).findFirst();
        if (unknown.isPresent()) {
            var message =
                    "Could not find member '%s' on object of type 'ServiceNote'."
                            .formatted(unknown.get());
            return Optional.of(Errors.badRequest(message));
        }
        if (body.path("text").asString("").isBlank()) {
            return Optional.of(
                    invalid("MissingRequiredField", "The text field is required.", "text"));
        }
        if (!flag(body, NoteFlags.DISCUSSION)
                && !flag(body, NoteFlags.INTERNAL)
                && !flag(body, NoteFlags.RESOLUTION)) {
            var message = "Please choose where to display the notes in order to save this record.";
            return Optional.of(invalid("InvalidObject", message, ""));
        }
        return Optional.empty();
    }

    private Reply store(JsonNode body, Call call) {
        // Left out means "mail": a client that wants silence has to say so.
        var notify = body.path(NoteFlags.NOTIFY).asBoolean(true);
        Map<String, Object> flags =
                Map.of(
                        NoteFlags.DISCUSSION, flag(body, NoteFlags.DISCUSSION),
                        NoteFlags.INTERNAL, flag(body, NoteFlags.INTERNAL),
                        NoteFlags.RESOLUTION, flag(body, NoteFlags.RESOLUTION),
                        NoteFlags.NOTIFY, notify);
        var text = body.path("text").asString("");
        var draft = new NoteWriting.Draft(call.ticketId(), "", text, flags, ApiMember.IDENTIFIER);
        var note = writing.store(draft, call.faults());
        if (notify) {
            desk.counters().mailSent();
        }
        return Reply.wire(201, NoteJson.created(note));
    }

    private static Reply invalid(String code, String message, String field) {
        return Errors.invalidObject("serviceNote", code, message, field);
    }

    private static boolean flag(JsonNode body, String name) {
        return body.path(name).asBoolean(false);
    }
}
