package io.resolutionflow.psa.zammad;

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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Zammad (contract-psa §13). Articles of type {@code note} never mail. Unknown attributes are
 * dropped with a 200, so a status is written by {@code state_id} and believed only when read back.
 */
@Component
class ZammadConnector implements PsaConnector {

    private static final int MAX_NOTE = 100_000;
    private static final String PAGE = "100";
    private static final int MOST_PAGES = 20;

    /** The owner of tickets without one. */
    private static final String NOBODY = "1";

    private final ZammadApi api;
    private final ZammadSearch search;
    private final ZammadStates states;

    ZammadConnector(ZammadApi api, java.time.Clock clock) {
        this.api = api;
        this.search = new ZammadSearch(api);
        this.states = new ZammadStates(api, clock);
    }

    @Override
    public Provider provider() {
        return Provider.ZAMMAD;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, false, MAX_NOTE);
    }

    @Override
    public ConnectionForm form() {
        return new ConnectionForm(true, List.of(), Set.of("token"), Set.of(), Set.of());
    }

    /** The version is for administrators only; the own user proves address and credentials. */
    @Override
    public String serverVersion(PsaAccess access) {
        VendorJson.requiredId(api.get(access, "/users/me", Map.of()).path("id"));
        return "Zammad";
    }

    @Override
    public TicketPage search(PsaAccess access, TicketSearch wanted) {
        String query = ZammadSearch.query(wanted, states.closed(access));
        return query == null
                ? TicketPage.EMPTY
                : search.page(access, query, wanted, ticket -> ticket(access, ticket));
    }

    @Override
    public PsaTicket ticket(PsaAccess access, String ticketId) {
        return ticket(
                access, api.get(access, "/tickets/" + number(ticketId), Map.of("expand", "true")));
    }

    private PsaTicket ticket(PsaAccess access, JsonNode ticket) {
        String id = VendorJson.requiredId(ticket.path("id"));
        String number = VendorJson.id(ticket.path("number"));
        String state = VendorJson.id(ticket.path("state_id"));
        return new PsaTicket(
                id,
                number == null ? id : number,
                ticket.path("title").asString(""),
                null,
                VendorJson.id(ticket.path("group_id")),
                VendorJson.text(ticket.path("group")),
                state,
                VendorJson.text(ticket.path("state")),
                VendorJson.text(ticket.path("organization")),
                VendorJson.text(ticket.path("customer")),
                NOBODY.equals(VendorJson.id(ticket.path("owner_id")))
                        ? null
                        : VendorJson.text(ticket.path("owner")),
                VendorJson.text(ticket.path("priority")),
                state != null && states.closed(access).contains(state),
                VendorJson.time(ticket.path("updated_at")),
                null);
    }

    @Override
    public List<PsaBoard> boards(PsaAccess access) {
        return all(access, "/groups").stream()
                .map(group ->
                        new PsaBoard(
                                VendorJson.requiredId(group.path("id")),
                                group.path("name").asString(""),
                                group.path("active").asBoolean(true)))
                .toList();
    }

    /** One list for all groups of an installation. */
    @Override
    public List<PsaStatus> statuses(PsaAccess access, String boardId) {
        if (boards(access).stream().noneMatch(group -> group.id().equals(boardId))) {
            throw VendorFailures.refused(PsaFailure.BOARD_NOT_FOUND);
        }
        var closed = states.closed(access);
        return states.fresh(access).stream()
                .map(state -> {
                    String id = VendorJson.requiredId(state.path("id"));
                    return new PsaStatus(
                            id,
                            state.path("name").asString(""),
                            boardId,
                            closed.contains(id),
                            // a pending state wants a time, which a write-back has not
                            state.path("active").asBoolean(true)
                                    && !state.path("name").asString("").startsWith("pending"));
                })
                .toList();
    }

    @Override
    public List<PsaMember> members(PsaAccess access) {
        return all(access, "/users").stream()
                .map(user ->
                        new PsaMember(
                                VendorJson.requiredId(user.path("id")),
                                (user.path("firstname").asString("")
                                                + " "
                                                + user.path("lastname").asString(""))
                                        .strip(),
                                VendorJson.text(user.path("email")),
                                user.path("active").asBoolean(true)))
                .toList();
    }

    private List<JsonNode> all(PsaAccess access, String path) {
        var found = new ArrayList<JsonNode>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            var some =
                    VendorJson.each(
                            api.get(
                                    access,
                                    path,
                                    Map.of("page", Integer.toString(page), "per_page", PAGE)),
                            record -> record);
            found.addAll(some);
            if (some.size() < Integer.parseInt(PAGE)) {
                break;
            }
        }
        return found;
    }

    @Override
    public List<PsaNote> notes(PsaAccess access, String ticketId, int limit) {
        var articles =
                new ArrayList<>(
                        VendorJson.each(
                                api.get(
                                        access,
                                        "/ticket_articles/by_ticket/" + number(ticketId),
                                        Map.of()),
                                article -> article));
        articles.sort(
                Comparator.comparingLong((JsonNode one) -> one.path("id").asLong()).reversed());
        return articles.stream().limit(limit).map(ZammadConnector::note).toList();
    }

    private static PsaNote note(JsonNode article) {
        return new PsaNote(
                VendorJson.requiredId(article.path("id")),
                VendorJson.text(article.path("subject")),
                article.path("body").asString(""),
                article.path("internal").asBoolean(true)
                        ? Visibility.INTERNAL
                        : Visibility.CUSTOMER,
                VendorJson.text(article.path("created_by")),
                VendorJson.time(article.path("created_at")));
    }

    /**
     * Plain text, since markup is rewritten; a note, since mail goes out even for internal mails.
     */
    @Override
    public String addNote(PsaAccess access, NewNote note) {
        JsonNode stored =
                api.post(
                        access,
                        "/ticket_articles",
                        api.json()
                                .createObjectNode()
                                .put("ticket_id", Long.parseLong(number(note.ticketId())))
                                .put("subject", note.title())
                                .put("body", note.text())
                                .put("content_type", "text/plain")
                                .put("type", "note")
                                .put("internal", note.visibility() == Visibility.INTERNAL));
        return VendorJson.requiredId(stored.path("id"));
    }

    @Override
    public void setStatus(PsaAccess access, PsaTicket ticket, String statusId) {
        if (!VendorJson.isNumber(statusId)) {
            throw VendorFailures.refused("validation");
        }
        api.put(
                access,
                "/tickets/" + number(ticket.ticketId()),
                api.json().createObjectNode().put("state_id", Long.parseLong(statusId)));
    }

    private static String number(String ticketId) {
        if (!VendorJson.isNumber(ticketId)) {
            throw VendorFailures.refused("ticket_not_found");
        }
        return ticketId;
    }
}
