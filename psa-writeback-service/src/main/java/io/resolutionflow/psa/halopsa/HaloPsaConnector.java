package io.resolutionflow.psa.halopsa;

import io.resolutionflow.psa.connector.Capabilities;
import io.resolutionflow.psa.connector.ConnectionForm;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** HaloPSA (contract-psa §13). Notes are "actions", and an action needs an outcome. */
@Component
class HaloPsaConnector implements PsaConnector {

    /** The vendor names no limit of a note; a careful figure. */
    private static final int MAX_NOTE = 30_000;

    private static final String MANY = "1000";

    private final HaloApi api;
    private final HaloNames names;

    HaloPsaConnector(HaloApi api, java.time.Clock clock) {
        this.api = api;
        this.names = new HaloNames(api, clock);
    }

    @Override
    public Provider provider() {
        return Provider.HALOPSA;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, false, MAX_NOTE);
    }

    @Override
    public ConnectionForm form() {
        return new ConnectionForm(
                true,
                List.of(
                        ConnectionForm.Field.text("tenant").optional(),
                        ConnectionForm.Field.number("internal_outcome_id"),
                        ConnectionForm.Field.number("customer_outcome_id"),
                        ConnectionForm.Field.flag("own_host")),
                Set.of("client_id", "client_secret"),
                Set.of(),
                Set.of("halopsa.com", "haloitsm.com", "haloservicedesk.com"));
    }

    /** The vendor tells no version here; one page of clients proves address and credentials. */
    @Override
    public String serverVersion(PsaAccess access) {
        JsonNode page =
                api.get(
                        access,
                        "/Client",
                        Map.of("pageinate", "true", "page_size", "1", "page_no", "1"));
        VendorJson.requiredId(page.path("record_count"));
        return "HaloPSA";
    }

    @Override
    public TicketPage search(PsaAccess access, TicketSearch search) {
        var query = new LinkedHashMap<String, String>();
        query.put("pageinate", "true");
        query.put("page_size", Integer.toString(search.limit()));
        query.put("page_no", Integer.toString(search.page()));
        query.put("order", "lastactiondate");
        query.put("orderdesc", "true");
        query.put("open_only", Boolean.toString(search.openOnly()));
        if (search.text() != null) {
            query.put("search", search.text().strip());
        }
        for (var filter :
                new String[][] {
                    {"tickettype_id", search.boardId()},
                    {"status_id", search.statusId()},
                    {"agent_id", search.ownerId()}
                }) {
            if (filter[1] != null && !VendorJson.isNumber(filter[1])) {
                return TicketPage.EMPTY;
            }
            if (filter[1] != null) {
                query.put(filter[0], filter[1]);
            }
        }
        JsonNode page = api.get(access, "/Tickets", query);
        var tickets = VendorJson.each(page.path("tickets"), ticket -> ticket(access, ticket));
        long before = (long) (search.page() - 1) * search.limit();
        return new TicketPage(
                tickets, before + tickets.size() < page.path("record_count").asLong(0));
    }

    @Override
    public PsaTicket ticket(PsaAccess access, String ticketId) {
        return ticket(
                access,
                api.get(access, "/Tickets/" + number(ticketId), Map.of("includedetails", "true")));
    }

    private PsaTicket ticket(PsaAccess access, JsonNode ticket) {
        String id = VendorJson.requiredId(ticket.path("id"));
        String type = VendorJson.id(ticket.path("tickettype_id"));
        String status = VendorJson.id(ticket.path("status_id"));
        return new PsaTicket(
                id,
                id,
                ticket.path("summary").asString(""),
                VendorJson.text(ticket.path("details")),
                type,
                names.ofType(access, type),
                status,
                names.ofStatus(access, status),
                VendorJson.text(ticket.path("client_name")),
                VendorJson.text(ticket.path("user_name")),
                names.ofAgent(access, VendorJson.id(ticket.path("agent_id"))),
                null,
                ticket.path("hasbeenclosed").asBoolean(false),
                VendorJson.time(ticket.path("lastactiondate")),
                null);
    }

    @Override
    public List<PsaBoard> boards(PsaAccess access) {
        return VendorJson.each(
                names.list(access, "/TicketType", true),
                type ->
                        new PsaBoard(
                                VendorJson.requiredId(type.path("id")),
                                type.path("name").asString(""),
                                !type.path("inactive").asBoolean(false)));
    }

    /** Statuses of a ticket type: those its work flow names, or all when it names none. */
    @Override
    public List<PsaStatus> statuses(PsaAccess access, String boardId) {
        if (!VendorJson.isNumber(boardId)) {
            throw VendorFailures.refused(PsaFailure.BOARD_NOT_FOUND);
        }
        JsonNode type =
                VendorFailures.ofBoard(() ->
                        api.get(
                                access,
                                "/TicketType/" + boardId,
                                Map.of("includedetails", "true")));
        var allowed =
                type.path("allowed_status")
                        .valueStream()
                        .map(status -> VendorJson.requiredId(status.path("id")))
                        .toList();
        return VendorJson.each(
                        names.list(access, "/Status", true),
                        status ->
                                new PsaStatus(
                                        VendorJson.requiredId(status.path("id")),
                                        status.path("name").asString(""),
                                        boardId,
                                        status.path("type").asInt(0) == 1
                                                || status.path("id").asInt(0) == HaloNames.CLOSED,
                                        !status.path("inactive").asBoolean(false)))
                .stream()
                .filter(status -> allowed.isEmpty() || allowed.contains(status.id()))
                .toList();
    }

    @Override
    public List<PsaMember> members(PsaAccess access) {
        return VendorJson.each(
                names.list(access, "/Agent", true),
                agent ->
                        new PsaMember(
                                VendorJson.requiredId(agent.path("id")),
                                agent.path("name").asString(""),
                                VendorJson.text(agent.path("email")),
                                !agent.path("isdisabled").asBoolean(false)));
    }

    @Override
    public List<PsaNote> notes(PsaAccess access, String ticketId, int limit) {
        JsonNode page =
                api.get(
                        access,
                        "/Actions",
                        Map.of("ticket_id", number(ticketId), "excludesys", "true", "count", MANY));
        var actions = new ArrayList<>(VendorJson.each(page.path("actions"), action -> action));
        actions.sort(
                Comparator.comparingLong((JsonNode one) -> one.path("id").asLong()).reversed());
        return actions.stream().limit(limit).map(HaloPsaConnector::note).toList();
    }

    private static PsaNote note(JsonNode action) {
        return new PsaNote(
                VendorJson.requiredId(action.path("id")),
                null,
                action.path("note").asString(""),
                action.path("hiddenfromuser").asBoolean(true)
                        ? Visibility.INTERNAL
                        : Visibility.CUSTOMER,
                VendorJson.text(action.path("who")),
                VendorJson.time(action.path("datetime")));
    }

    /** Outcomes carry defaults of their own, so both switches are always said. */
    @Override
    public String addNote(PsaAccess access, NewNote note) {
        boolean customer = note.visibility() == Visibility.CUSTOMER;
        String outcome = customer ? "customer_outcome_id" : "internal_outcome_id";
        ObjectNode action =
                api.json()
                        .createObjectNode()
                        .put("ticket_id", Long.parseLong(number(note.ticketId())))
                        .put("outcome_id", access.config().path(outcome).asLong(0))
                        .put("note", note.text())
                        .put("hiddenfromuser", !customer)
                        .put("sendemail", customer && note.notifyCustomer());
        return VendorJson.requiredId(api.post(access, "/Actions", action).path("id"));
    }

    /** On the ticket itself: a status on an action is stored and moves nothing. */
    @Override
    public void setStatus(PsaAccess access, PsaTicket ticket, String statusId) {
        if (!VendorJson.isNumber(statusId)) {
            throw VendorFailures.refused("validation");
        }
        api.post(
                access,
                "/Tickets",
                api.json()
                        .createObjectNode()
                        .put("id", Long.parseLong(number(ticket.ticketId())))
                        .put("status_id", Long.parseLong(statusId)));
    }

    private static String number(String ticketId) {
        if (!VendorJson.isNumber(ticketId)) {
            throw VendorFailures.refused("ticket_not_found");
        }
        return ticketId;
    }
}
