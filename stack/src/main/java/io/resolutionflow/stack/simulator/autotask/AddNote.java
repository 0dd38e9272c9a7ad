package io.resolutionflow.stack.simulator.autotask;

import io.resolutionflow.stack.simulator.desk.Author;
import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.desk.Ticket;
import io.resolutionflow.stack.simulator.fault.Fault;
import io.resolutionflow.stack.simulator.fault.Mode;
import io.resolutionflow.stack.simulator.http.Json;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.protocol.Call;
import io.resolutionflow.stack.simulator.protocol.NoteWriting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code POST /Tickets/{id}/Notes}: answers an id and nothing else. */
final class AddNote {

    private static final Duration RULE_RUNS_AFTER = Duration.ofSeconds(1);

    private final Desk desk;
    private final NoteWriting writing;

    AddNote(Desk desk) {
        this.desk = desk;
        this.writing = new NoteWriting(desk);
    }

    Reply answer(Call call) {
        var ticket = desk.tickets().find(call.ticketId());
        var body = Json.WIRE.read(call.request().body()).filter(JsonNode::isObject);
        if (ticket.isEmpty() || body.isEmpty()) {
            return Failures.noRecord();
        }
        var refusal = refusal(body.get());
        if (refusal.isPresent()) {
            return Failures.refused(refusal.get());
        }
        var note = writing.store(draft(ticket.get().id(), body.get()), call.faults());
        call.faults()
                .take(Mode.NOTE_TRIGGERS_REVERT)
                .ifPresent(fault -> undoNextChange(ticket.get(), fault));
        return Reply.wire(200, Map.of("itemId", note.id()));
    }

    private static Optional<String> refusal(JsonNode body) {
        for (var field : new String[] {"title", "description", "noteType", "publish"}) {
            if (body.path(field).asString("").isBlank()) {
                return Optional.of("Missing Required Field: " + field + ".");
            }
        }
        if (body.path("title").asString("").length() > Picklists.TITLE_LENGTH) {
            return Optional.of(
                    "title exceeds the maximum length of " + Picklists.TITLE_LENGTH + ".");
        }
        if (body.path("description").asString("").length() > Picklists.DESCRIPTION_LENGTH) {
            return Optional.of(
                    "description exceeds the maximum length of "
                            + Picklists.DESCRIPTION_LENGTH
                            + ".");
        }
        return unknown(body, "publish", Picklists.PUBLISH)
                .or(() -> unknown(body, "noteType", Picklists.NOTE_TYPES));
    }

    private static Optional<String> unknown(
            JsonNode body, String field, Map<Integer, String> values) {
        var value = body.path(field).asInt(-1);
        return values.containsKey(value)
                ? Optional.empty()
                : Optional.of("Picklist value [%d] does not exist for %s.".formatted(value, field));
    }

    private static NoteWriting.Draft draft(long ticketId, JsonNode body) {
        Map<String, Object> flags =
                Map.of(
                        "publish",
                        body.path("publish").asInt(),
                        "noteType",
                        body.path("noteType").asInt());
        return new NoteWriting.Draft(
                ticketId,
                body.path("title").asString(""),
                body.path("description").asString(""),
                flags,
                AutotaskSeed.API_USER);
    }

    /** A workflow rule set off by the note: what is changed right after it is put back. */
    private void undoNextChange(Ticket ticket, Fault fault) {
        var due = desk.now().plus(fault.arguments().millis("ms", RULE_RUNS_AFTER));
        var rule = new Author("workflow-rule", fault.mode().wireName());
        desk.tickets().plan(ticket.id(), due, ticket.statusId(), rule);
    }
}
