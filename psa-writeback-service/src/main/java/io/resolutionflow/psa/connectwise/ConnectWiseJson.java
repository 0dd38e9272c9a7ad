package io.resolutionflow.psa.connectwise;

import static io.resolutionflow.psa.vendor.VendorJson.id;
import static io.resolutionflow.psa.vendor.VendorJson.requiredId;
import static io.resolutionflow.psa.vendor.VendorJson.text;
import static io.resolutionflow.psa.vendor.VendorJson.time;

import io.resolutionflow.psa.connector.NewNote;
import io.resolutionflow.psa.connector.PsaBoard;
import io.resolutionflow.psa.connector.PsaMember;
import io.resolutionflow.psa.connector.PsaNote;
import io.resolutionflow.psa.connector.PsaStatus;
import io.resolutionflow.psa.connector.PsaTicket;
import io.resolutionflow.psa.connector.Visibility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** ConnectWise's records, read and written. */
final class ConnectWiseJson {

    private ConnectWiseJson() {}

    static PsaTicket ticket(JsonNode ticket) {
        String id = requiredId(ticket.path("id"));
        return new PsaTicket(
                id,
                id,
                ticket.path("summary").asString(""),
                null,
                id(ticket.path("board").path("id")),
                text(ticket.path("board").path("name")),
                id(ticket.path("status").path("id")),
                text(ticket.path("status").path("name")),
                text(ticket.path("company").path("name")),
                text(ticket.path("contact").path("name")),
                text(ticket.path("owner").path("name")),
                text(ticket.path("priority").path("name")),
                ticket.path("closedFlag").asBoolean(false),
                time(ticket.path("_info").path("lastUpdated")),
                null);
    }

    static PsaBoard board(JsonNode board) {
        return new PsaBoard(
                requiredId(board.path("id")),
                board.path("name").asString(""),
                !board.path("inactiveFlag").asBoolean(false));
    }

    static PsaStatus status(JsonNode status, String boardId) {
        return new PsaStatus(
                requiredId(status.path("id")),
                status.path("name").asString(""),
                boardId,
                status.path("closedStatus").asBoolean(false),
                !status.path("inactive").asBoolean(false));
    }

    static PsaMember member(JsonNode member) {
        String name =
                (member.path("firstName").asString("") + " " + member.path("lastName").asString(""))
                        .strip();
        String email = text(member.path("officeEmail"));
        return new PsaMember(
                requiredId(member.path("id")),
                name.isEmpty() ? member.path("identifier").asString("") : name,
                email == null || email.isBlank() ? text(member.path("primaryEmail")) : email,
                !member.path("inactiveFlag").asBoolean(false));
    }

    /**
     * Only the three type flags tell who sees a note; the two others are null on every later read.
     */
    static PsaNote note(JsonNode note) {
        boolean customer =
                note.path("resolutionFlag").asBoolean(false)
                        || note.path("detailDescriptionFlag").asBoolean(false);
        return new PsaNote(
                requiredId(note.path("id")),
                null,
                note.path("text").asString(""),
                customer ? Visibility.CUSTOMER : Visibility.INTERNAL,
                text(note.path("createdBy")),
                time(note.path("dateCreated")));
    }

    /** One type flag, and the mail switch always said: left out means mail. */
    static ObjectNode newNote(JsonMapper json, NewNote note) {
        boolean customer = note.visibility() == Visibility.CUSTOMER;
        return json.createObjectNode()
                .put("text", note.text())
                .put("detailDescriptionFlag", false)
                .put("internalAnalysisFlag", !customer)
                .put("resolutionFlag", customer)
                .put("processNotifications", customer && note.notifyCustomer());
    }

    /**
     * The whole reference object: a nested path can be answered with a 200 that changed nothing.
     */
    static ArrayNode statusPatch(JsonMapper json, long statusId) {
        var patch = json.createArrayNode();
        patch.addObject()
                .put("op", "replace")
                .put("path", "status")
                .putObject("value")
                .put("id", statusId);
        return patch;
    }
}
