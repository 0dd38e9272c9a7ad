package io.resolutionflow.stack.simulator.autotask;

import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.desk.Member;
import io.resolutionflow.stack.simulator.desk.Note;
import io.resolutionflow.stack.simulator.desk.Party;
import io.resolutionflow.stack.simulator.desk.Ticket;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The desk's records as Autotask entities. */
final class TicketRecords {

    private final Desk desk;

    TicketRecords(Desk desk) {
        this.desk = desk;
    }

    List<? extends JsonNode> tickets() {
        return desk.tickets().all().stream().map(this::ticket).toList();
    }

    List<? extends JsonNode> notes() {
        return desk.notes().visible().stream().map(TicketRecords::note).toList();
    }

    List<? extends JsonNode> resources() {
        return desk.members().stream().map(TicketRecords::resource).toList();
    }

    List<? extends JsonNode> companies() {
        return parties(Ticket::company, "companyName");
    }

    ObjectNode ticket(Ticket ticket) {
        var json = JsonNodeFactory.instance.objectNode().put("id", ticket.id());
        json.put("ticketNumber", "T20261120.%04d".formatted(ticket.id() % 10_000));
        json.put("title", ticket.summary()).put("description", description(ticket));
        json.put("status", ticket.statusId()).put("priority", ticket.priorityId());
        json.put("queueID", ticket.boardId()).put("companyID", ticket.company().id());
        json.put("contactID", ticket.contact() == null ? null : ticket.contact().id());
        json.put("assignedResourceID", ticket.ownerId());
        json.put("assignedResourceRoleID", ticket.ownerId() == null ? null : AutotaskSeed.ROLE);
        json.putNull("resolution").putNull("completedDate").putNull("externalID");
        json.put("createDate", ticket.createdAt().truncatedTo(ChronoUnit.MILLIS).toString());
        json.put("lastActivityDate", ticket.updatedAt().truncatedTo(ChronoUnit.MILLIS).toString());
        json.put("ticketCategory", 3).put("ticketType", 1).put("source", 2);
        json.putArray("userDefinedFields");
        return json;
    }

    private String description(Ticket ticket) {
        return desk.notes().all().stream()
                .filter(note -> note.seeded() && note.ticketId() == ticket.id())
                .map(Note::text)
                .findFirst()
                .orElse("");
    }

    private static ObjectNode note(Note note) {
        var json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", note.id())
                        .put("ticketID", note.ticketId());
        json.put("title", note.title()).put("description", note.text());
        json.put("noteType", (Integer) Objects.requireNonNullElse(note.flags().get("noteType"), 1));
        json.put("publish", (Integer) Objects.requireNonNullElse(note.flags().get("publish"), 1));
        json.put("creatorResourceID", AutotaskSeed.API_USER_ID);
        var at = note.createdAt().truncatedTo(ChronoUnit.MILLIS).toString();
        return json.put("createDateTime", at).put("lastActivityDate", at);
    }

    private static ObjectNode resource(Member member) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", member.id())
                .put("userName", member.identifier())
                .put("firstName", member.firstName())
                .put("lastName", member.lastName())
                .put("email", member.email())
                .put("isActive", !member.inactive());
    }

    private List<? extends JsonNode> parties(Function<Ticket, Party> whose, String nameField) {
        return desk.tickets().all().stream()
                .map(whose)
                .distinct()
                .map(party ->
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("id", party.id())
                                .put(nameField, party.name()))
                .toList();
    }
}
