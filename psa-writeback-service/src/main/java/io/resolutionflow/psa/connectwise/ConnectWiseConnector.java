package io.resolutionflow.psa.connectwise;

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
import io.resolutionflow.psa.vendor.VendorFailures;
import io.resolutionflow.psa.vendor.VendorJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** ConnectWise PSA, REST API 3.0 (contract-psa §13). */
@Component
class ConnectWiseConnector implements PsaConnector {

    /** The vendor names no limit of a note; a careful figure. */
    private static final int MAX_NOTE = 30_000;

    /** As many as the vendor gives at once. */
    private static final int PAGE = 1_000;

    private static final int MOST_PAGES = 20;

    private final ConnectWiseApi api;
    private final ConnectWiseSettings settings;
    private final JsonMapper json;

    ConnectWiseConnector(ConnectWiseApi api, ConnectWiseSettings settings, JsonMapper json) {
        this.api = api;
        this.settings = settings;
        this.json = json;
    }

    @Override
    public Provider provider() {
        return Provider.CONNECTWISE;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, false, MAX_NOTE);
    }

    @Override
    public ConnectionForm form() {
        boolean ownClientId = settings.clientId().isBlank();
        return new ConnectionForm(
                true,
                List.of(
                        ConnectionForm.Field.word("company_id"),
                        ConnectionForm.Field.flag("own_host")),
                ownClientId
                        ? Set.of("public_key", "private_key", "client_id")
                        : Set.of("public_key", "private_key"),
                ownClientId ? Set.of() : Set.of("client_id"),
                Set.of("myconnectwise.net", "connectwisedev.com"));
    }

    @Override
    public String serverVersion(PsaAccess access) {
        return api.get(access, "/system/info", Map.of()).path("version").asString("unknown");
    }

    @Override
    public TicketPage search(PsaAccess access, TicketSearch search) {
        String conditions = TicketConditions.of(search);
        if (conditions == null) {
            return TicketPage.EMPTY;
        }
        var query = new LinkedHashMap<String, String>();
        if (!conditions.isEmpty()) {
            query.put("conditions", conditions);
        }
        query.put("orderBy", "lastUpdated desc,id desc");
        query.put("pageSize", Integer.toString(search.limit()));
        query.put("page", Integer.toString(search.page()));
        var tickets =
                VendorJson.each(
                        api.get(access, "/service/tickets", query), ConnectWiseJson::ticket);
        return new TicketPage(tickets, tickets.size() == search.limit());
    }

    @Override
    public PsaTicket ticket(PsaAccess access, String ticketId) {
        return ConnectWiseJson.ticket(
                api.get(access, "/service/tickets/" + number(ticketId), Map.of()));
    }

    @Override
    public List<PsaBoard> boards(PsaAccess access) {
        return all(access, "/service/boards", ConnectWiseJson::board);
    }

    @Override
    public List<PsaStatus> statuses(PsaAccess access, String boardId) {
        if (!VendorJson.isNumber(boardId)) {
            throw VendorFailures.refused(PsaFailure.BOARD_NOT_FOUND);
        }
        return VendorFailures.ofBoard(() ->
                all(
                        access,
                        "/service/boards/" + boardId + "/statuses",
                        status -> ConnectWiseJson.status(status, boardId)));
    }

    @Override
    public List<PsaMember> members(PsaAccess access) {
        return all(access, "/system/members", ConnectWiseJson::member);
    }

    /** Page by page, until one is not full. */
    private <T> List<T> all(PsaAccess access, String path, Function<JsonNode, T> mapping) {
        var found = new ArrayList<T>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            var query = Map.of("pageSize", Integer.toString(PAGE), "page", Integer.toString(page));
            List<T> some = VendorJson.each(api.get(access, path, query), mapping);
            found.addAll(some);
            if (some.size() < PAGE) {
                break;
            }
        }
        return List.copyOf(found);
    }

    @Override
    public List<PsaNote> notes(PsaAccess access, String ticketId, int limit) {
        var found =
                api.get(
                        access,
                        "/service/tickets/" + number(ticketId) + "/notes",
                        Map.of("orderBy", "id desc", "pageSize", Integer.toString(limit)));
        return VendorJson.each(found, ConnectWiseJson::note);
    }

    @Override
    public String addNote(PsaAccess access, NewNote note) {
        var stored =
                api.post(
                        access,
                        "/service/tickets/" + number(note.ticketId()) + "/notes",
                        ConnectWiseJson.newNote(json, note));
        JsonNode id = stored.path("id");
        if (!id.isIntegralNumber()) {
            throw PsaFailure.unknown("unreadable", null);
        }
        return id.asString();
    }

    @Override
    public void setStatus(PsaAccess access, PsaTicket ticket, String statusId) {
        if (!VendorJson.isNumber(statusId)) {
            throw VendorFailures.refused("validation");
        }
        api.patch(
                access,
                "/service/tickets/" + number(ticket.ticketId()),
                ConnectWiseJson.statusPatch(json, Long.parseLong(statusId)));
    }

    /** Ids go into paths: digits only, and what is no number is no ticket. */
    private static String number(String ticketId) {
        if (!VendorJson.isNumber(ticketId)) {
            throw VendorFailures.refused("ticket_not_found");
        }
        return ticketId;
    }
}
