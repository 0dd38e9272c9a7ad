package io.resolutionflow.psa.requesttracker;

import io.resolutionflow.platform.egress.HttpAnswer;
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
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Request Tracker 5, REST 2 (contract-psa §13). Statuses are words of a queue's life cycle and
 * cannot be listed; refused writes are 200 with an English sentence, so only reading back tells.
 */
@Component
class RequestTrackerConnector implements PsaConnector {

    private static final int MAX_NOTE = 100_000;
    private static final String PAGE = "100";
    private static final Set<String> OF_THE_SYSTEM = Set.of("RT_System", "Nobody");
    private static final Pattern TRANSACTION = Pattern.compile(".*/transaction/(\\d{1,18})");
    private static final Pattern STATUS = Pattern.compile("[\\p{L}\\p{N}_ -]{1,64}");

    private final RequestTrackerApi api;
    private final RequestTrackerNotes notes;
    private final RequestTrackerQueues queues;

    RequestTrackerConnector(RequestTrackerApi api, Clock clock) {
        this.api = api;
        this.notes = new RequestTrackerNotes(api);
        this.queues = new RequestTrackerQueues(api, clock);
    }

    @Override
    public Provider provider() {
        return Provider.REQUEST_TRACKER;
    }

    /** A reply to the requestor always mails; a status write can be made conditional. */
    @Override
    public Capabilities capabilities() {
        return new Capabilities(false, false, true, MAX_NOTE);
    }

    @Override
    public ConnectionForm form() {
        return new ConnectionForm(true, List.of(), Set.of("token"), Set.of(), Set.of());
    }

    @Override
    public String serverVersion(PsaAccess access) {
        String version = api.get(access, "/rt", Map.of()).path("Version").asString("");
        if (version.isEmpty()) {
            throw PsaFailure.unknown("unreadable", null);
        }
        return version;
    }

    @Override
    public TicketPage search(PsaAccess access, TicketSearch search) {
        String query = TicketSql.of(search);
        if (query == null) {
            return TicketPage.EMPTY;
        }
        JsonNode page =
                api.get(
                        access,
                        "/tickets",
                        Map.of(
                                "query",
                                query,
                                "fields",
                                "Subject,Status,Queue,Owner,Requestor,LastUpdated,Resolved,Priority",
                                "orderby",
                                "LastUpdated",
                                "order",
                                "DESC",
                                "page",
                                Integer.toString(search.page()),
                                "per_page",
                                Integer.toString(search.limit())));
        var tickets = VendorJson.each(page.path("items"), item -> ticket(access, item, null));
        return new TicketPage(tickets, tickets.size() == search.limit());
    }

    @Override
    public PsaTicket ticket(PsaAccess access, String ticketId) {
        HttpAnswer answer = api.read(access, "/ticket/" + number(ticketId));
        return ticket(access, api.readable(answer), answer.header("etag").orElse(null));
    }

    private PsaTicket ticket(PsaAccess access, JsonNode ticket, @Nullable String revision) {
        String id = VendorJson.requiredId(ticket.path("id"));
        String queue = VendorJson.id(ticket.path("Queue").path("id"));
        String status = VendorJson.text(ticket.path("Status"));
        String owner = VendorJson.text(ticket.path("Owner").path("id"));
        return new PsaTicket(
                id,
                id,
                ticket.path("Subject").asString(""),
                null,
                queue,
                queues.name(access, queue),
                status,
                status,
                null,
                VendorJson.text(ticket.path("Requestor").path(0).path("id")),
                "Nobody".equals(owner) ? null : owner,
                VendorJson.id(ticket.path("Priority")),
                VendorJson.time(ticket.path("Resolved")) != null,
                VendorJson.time(ticket.path("LastUpdated")),
                revision);
    }

    @Override
    public List<PsaBoard> boards(PsaAccess access) {
        return queues.fresh(access);
    }

    /** There is no such list: ids are typed. */
    @Override
    public List<PsaStatus> statuses(PsaAccess access, String boardId) {
        return List.of();
    }

    @Override
    public List<PsaMember> members(PsaAccess access) {
        JsonNode page =
                api.get(
                        access,
                        "/users",
                        Map.of(
                                "fields",
                                "Name,RealName,EmailAddress,Privileged,Disabled",
                                "per_page",
                                PAGE));
        var users =
                VendorJson.each(page.path("items"), user -> user).stream()
                        .filter(user -> !OF_THE_SYSTEM.contains(user.path("Name").asString("")))
                        .toList();
        // who is staff is told to administrators only; without it everybody may be
        boolean told = users.stream().anyMatch(user -> VendorJson.flag(user.path("Privileged")));
        return users.stream()
                .filter(user -> !told || VendorJson.flag(user.path("Privileged")))
                .map(RequestTrackerConnector::member)
                .toList();
    }

    private static PsaMember member(JsonNode user) {
        String id = VendorJson.requiredId(user.path("id"));
        String name = user.path("RealName").asString("");
        return new PsaMember(
                id,
                name.isBlank() ? id : name,
                VendorJson.text(user.path("EmailAddress")),
                !VendorJson.flag(user.path("Disabled")));
    }

    @Override
    public List<PsaNote> notes(PsaAccess access, String ticketId, int limit) {
        return notes.newest(access, number(ticketId), limit);
    }

    /** {@code correspond} reaches the requestor by mail, {@code comment} stays inside. */
    @Override
    public String addNote(PsaAccess access, NewNote note) {
        String kind = note.visibility() == Visibility.CUSTOMER ? "/correspond" : "/comment";
        HttpAnswer stored =
                api.post(
                        access,
                        "/ticket/" + number(note.ticketId()) + kind,
                        api.json()
                                .createObjectNode()
                                .put("Content", note.text())
                                .put("ContentType", "text/plain")
                                .put("Subject", note.title()));
        Matcher location = TRANSACTION.matcher(stored.header("location").orElse(""));
        if (!location.matches()) {
            throw PsaFailure.unknown("unreadable", stored.status());
        }
        return location.group(1);
    }

    @Override
    public void setStatus(PsaAccess access, PsaTicket ticket, String statusId) {
        if (!STATUS.matcher(statusId).matches()) {
            throw VendorFailures.refused("validation");
        }
        api.put(
                access,
                "/ticket/" + number(ticket.ticketId()),
                api.json().createObjectNode().put("Status", statusId),
                ticket.revision());
    }

    private static String number(String ticketId) {
        if (!VendorJson.isNumber(ticketId)) {
            throw VendorFailures.refused("ticket_not_found");
        }
        return ticketId;
    }
}
