package io.resolutionflow.stack.simulator.connectwise;

import io.resolutionflow.stack.simulator.desk.Note;
import tools.jackson.databind.node.ObjectNode;

/** A note as the API writes it. */
final class NoteJson {

    private NoteJson() {}

    static ObjectNode of(Note note) {
        var json =
                Wire.object()
                        .put("id", note.id())
                        .put("ticketId", note.ticketId())
                        .put("text", note.text())
                        .put(NoteFlags.DISCUSSION, note.flag(NoteFlags.DISCUSSION))
                        .put(NoteFlags.INTERNAL, note.flag(NoteFlags.INTERNAL))
                        .put(NoteFlags.RESOLUTION, note.flag(NoteFlags.RESOLUTION))
                        .put("issueFlag", false)
                        .put("customerUpdatedFlag", false)
                        .put("dateCreated", Wire.time(note.createdAt()))
                        .put("createdBy", note.author())
                        .putNull("internalFlag")
                        .putNull("externalFlag");
        json.set(
                "_info",
                Wire.object()
                        .put("lastUpdated", Wire.time(note.createdAt()))
                        .put("updatedBy", note.author()));
        return json;
    }

    /**
     * Right after creation the answer shows the text as sent and two flags that later reads leave
     * null.
     */
    static ObjectNode created(Note note) {
        return of(note).put("text", note.sentText())
                .put("internalFlag", true)
                .put("externalFlag", true);
    }

    /** An entry of the list that has notes and time entries together. */
    static ObjectNode inAllNotes(Note note) {
        return of(note).put("noteType", "TicketNote");
    }
}
