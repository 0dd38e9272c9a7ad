package io.resolutionflow.stack.simulator.connectwise;

import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.desk.Note;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.protocol.Call;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Reading the notes of a ticket. */
final class NoteEndpoints {

    private final Desk desk;

    NoteEndpoints(Desk desk) {
        this.desk = desk;
    }

    Reply list(Call call) {
        return ofTicket(call, () -> new ListQuery(call.request()).page(notes(call, NoteJson::of)));
    }

    Reply allNotes(Call call) {
        return ofTicket(
                call, () -> new ListQuery(call.request()).page(notes(call, NoteJson::inAllNotes)));
    }

    Reply count(Call call) {
        return ofTicket(call, () -> new ListQuery(call.request()).count(notes(call, NoteJson::of)));
    }

    Reply one(Call call) {
        return desk.notes()
                .visible(call.ticketId(), call.id("note"))
                .map(note -> Reply.wire(200, NoteJson.of(note)))
                .orElseGet(() -> Errors.notFound("Note"));
    }

    private Reply ofTicket(Call call, Supplier<Reply> answer) {
        return desk.tickets().find(call.ticketId()).isEmpty()
                ? Errors.ticketNotFound(call.ticketId())
                : answer.get();
    }

    private List<ObjectNode> notes(Call call, Function<Note, ObjectNode> json) {
        return desk.notes().visible(call.ticketId()).stream().map(json).toList();
    }
}
