package io.resolutionflow.psa.autotask;

import io.resolutionflow.psa.connector.Capabilities;
import io.resolutionflow.psa.connector.ConnectionForm;
import io.resolutionflow.psa.connector.Excerpt;
import io.resolutionflow.psa.connector.NewNote;
import io.resolutionflow.psa.connector.Provider;
import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.connector.PsaBoard;
import io.resolutionflow.psa.connector.PsaConnector;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.connector.PsaMember;
import io.resolutionflow.psa.connector.PsaNote;
import io.resolutionflow.psa.connector.PsaStatus;
import io.resolutionflow.psa.connector.PsaTicket;
import io.resolutionflow.psa.connector.TicketPage;
import io.resolutionflow.psa.connector.TicketSearch;
import io.resolutionflow.psa.connector.Visibility;
import io.resolutionflow.psa.vendor.VendorFailures;
import io.resolutionflow.psa.vendor.VendorJson;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Autotask PSA, REST API 1.0 (contract-psa §13). */
@Component
class AutotaskConnector implements PsaConnector {

    private static final int MAX_NOTE = 32_000;
    private static final int MAX_TITLE = 250;
    private static final String QUEUE = "queueID";

    private final AutotaskApi api;
    private final AutotaskSettings settings;
    private final Picklists picklists;
    private final AutotaskQueries queries;

    AutotaskConnector(AutotaskApi api, AutotaskSettings settings, Clock clock) {
        this.api = api;
        this.settings = settings;
        this.picklists = new Picklists(api, clock);
        this.queries = new AutotaskQueries(api, picklists, clock);
    }

    @Override
    public Provider provider() {
        return Provider.AUTOTASK;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, false, MAX_NOTE);
    }

    /** The length of a note is what this installation's metadata says. */
    @Override
    public Capabilities capabilities(PsaAccess access) {
        int length =
                api.get(access, "/TicketNotes/entityInformation/fields")
                        .path("fields")
                        .valueStream()
                        .filter(field -> field.path("name").asString("").equals("description"))
                        .mapToInt(field -> field.path("length").asInt(0))
                        .findFirst()
                        .orElse(0);
        return new Capabilities(true, true, false, length > 0 ? length : MAX_NOTE);
    }

    @Override
    public ConnectionForm form() {
        boolean ownCode = settings.integrationCode().isBlank();
        return new ConnectionForm(
                false,
                List.of(
                        ConnectionForm.Field.text("username"),
                        ConnectionForm.Field.number("internal_publish"),
                        ConnectionForm.Field.number("customer_publish"),
                        ConnectionForm.Field.number("note_type")),
                ownCode ? Set.of("secret", "integration_code") : Set.of("secret"),
                ownCode ? Set.of() : Set.of("integration_code"),
                Set.of("autotask.net"));
    }

    /** The vendor tells no version; the shared budget proves address and credentials. */
    @Override
    public String serverVersion(PsaAccess access) {
        JsonNode told = api.get(access, "/ThresholdInformation");
        VendorJson.requiredId(told.path("externalRequestThreshold"));
        return "REST 1.0";
    }

    @Override
    public TicketPage search(PsaAccess access, TicketSearch search) {
        return queries.search(access, search);
    }

    @Override
    public PsaTicket ticket(PsaAccess access, String ticketId) {
        JsonNode item = api.get(access, "/Tickets/" + number(ticketId)).path("item");
        if (!item.isObject()) {
            throw VendorFailures.refused("ticket_not_found");
        }
        return queries.ticket(access, item);
    }

    @Override
    public List<PsaBoard> boards(PsaAccess access) {
        return picklists.fresh(access, QUEUE).stream()
                .map(queue -> new PsaBoard(queue.value(), queue.label(), queue.active()))
                .toList();
    }

    /** One list for all queues of an installation. */
    @Override
    public List<PsaStatus> statuses(PsaAccess access, String boardId) {
        boolean known =
                picklists.fresh(access, QUEUE).stream()
                        .anyMatch(queue -> queue.value().equals(boardId));
        if (!known) {
            throw VendorFailures.refused(PsaFailure.BOARD_NOT_FOUND);
        }
        return picklists.of(access, "status").stream()
                .map(status ->
                        new PsaStatus(
                                status.value(),
                                status.label(),
                                boardId,
                                status.value().equals(AutotaskQueries.COMPLETE),
                                status.active()))
                .toList();
    }

    @Override
    public List<PsaMember> members(PsaAccess access) {
        return queries.members(access);
    }

    @Override
    public List<PsaNote> notes(PsaAccess access, String ticketId, int limit) {
        String customer = access.config().path("customer_publish").asString("");
        var records =
                new ArrayList<>(
                        queries.all(
                                access,
                                "/TicketNotes",
                                queries.filter(
                                        "eq", "ticketID", Long.parseLong(number(ticketId)))));
        records.sort(
                Comparator.comparingLong((JsonNode note) -> note.path("id").asLong()).reversed());
        return records.stream().limit(limit).map(note -> note(note, customer)).toList();
    }

    private static PsaNote note(JsonNode note, String customerPublish) {
        boolean customer = note.path("publish").asString("").equals(customerPublish);
        return new PsaNote(
                VendorJson.requiredId(note.path("id")),
                VendorJson.text(note.path("title")),
                note.path("description").asString(""),
                customer ? Visibility.CUSTOMER : Visibility.INTERNAL,
                null,
                VendorJson.time(note.path("createDateTime")));
    }

    /** Text only; who sees it is a picklist value the administrator confirmed. */
    @Override
    public String addNote(PsaAccess access, NewNote note) {
        String publish =
                note.visibility() == Visibility.CUSTOMER ? "customer_publish" : "internal_publish";
        ObjectNode body =
                api.json()
                        .createObjectNode()
                        .put("title", Excerpt.beginning(note.title(), MAX_TITLE))
                        .put("description", note.text())
                        .put("noteType", access.config().path("note_type").asInt(0))
                        .put("publish", access.config().path(publish).asInt(0));
        JsonNode stored = api.post(access, "/Tickets/" + number(note.ticketId()) + "/Notes", body);
        return VendorJson.requiredId(stored.path("itemId"));
    }

    /** The id goes into the body; a write to one ticket's own path is not allowed by the vendor. */
    @Override
    public void setStatus(PsaAccess access, PsaTicket ticket, String statusId) {
        if (!VendorJson.isNumber(statusId)) {
            throw VendorFailures.refused("validation");
        }
        api.patch(
                access,
                "/Tickets",
                api.json()
                        .createObjectNode()
                        .put("id", Long.parseLong(number(ticket.ticketId())))
                        .put("status", Long.parseLong(statusId)));
    }

    private static String number(String ticketId) {
        if (!VendorJson.isNumber(ticketId)) {
            throw VendorFailures.refused("ticket_not_found");
        }
        return ticketId;
    }
}
