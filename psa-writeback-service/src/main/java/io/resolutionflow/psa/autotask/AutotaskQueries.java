package io.resolutionflow.psa.autotask;

import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.connector.PsaMember;
import io.resolutionflow.psa.connector.PsaTicket;
import io.resolutionflow.psa.connector.TicketPage;
import io.resolutionflow.psa.connector.TicketSearch;
import io.resolutionflow.psa.vendor.VendorJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reading Autotask by queries. The vendor orders by id and cannot be asked otherwise, so a search
 * reads the newest tickets it can get in a few pages and orders them here.
 */
final class AutotaskQueries {

    /** A status of the system itself, the same everywhere. */
    static final String COMPLETE = "5";

    private static final int LARGEST_PAGE = 500;
    private static final int MOST_PAGES = 20;
    private static final int PAGES_OF_A_SEARCH = 4;
    private static final List<Duration> LOOKS_BACK =
            List.of(Duration.ofDays(30), Duration.ofDays(365));

    private final AutotaskApi api;
    private final Picklists picklists;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<UUID, Map<String, String>> companies = new ConcurrentHashMap<>();
    private final Map<UUID, Map<String, String>> owners = new ConcurrentHashMap<>();

    AutotaskQueries(AutotaskApi api, Picklists picklists, Clock clock) {
        this.api = api;
        this.clock = clock;
        this.picklists = picklists;
        this.json = api.json();
    }

    ObjectNode filter(String op, String field, Object value) {
        return json.createObjectNode()
                .put("op", op)
                .put("field", field)
                .set("value", json.valueToTree(value));
    }

    List<JsonNode> all(PsaAccess access, String entity, ObjectNode... filters) {
        return pages(access, entity, List.of(filters), MOST_PAGES);
    }

    private List<JsonNode> pages(
            PsaAccess access, String entity, List<ObjectNode> filters, int most) {
        ObjectNode query = json.createObjectNode().put("MaxRecords", LARGEST_PAGE);
        filters.forEach(query.putArray("filter")::add);
        var found = new ArrayList<JsonNode>();
        JsonNode page = api.post(access, entity + "/query", query);
        for (int n = 1; page != null; n++) {
            found.addAll(VendorJson.each(page.path("items"), item -> item));
            page = n < most ? api.next(access, page, query) : null;
        }
        return found;
    }

    TicketPage search(PsaAccess access, TicketSearch search) {
        boolean numeric =
                Stream.of(search.boardId(), search.statusId(), search.ownerId())
                        .allMatch(id -> id == null || VendorJson.isNumber(id));
        if (!numeric) {
            return TicketPage.EMPTY;
        }
        var tickets = new ArrayList<>(newest(access, search));
        tickets.sort(
                Comparator.comparing(AutotaskQueries::changed)
                        .thenComparing(ticket -> ticket.path("id").asLong())
                        .reversed());
        int from = Math.min(tickets.size(), (search.page() - 1) * search.limit());
        int to = Math.min(tickets.size(), from + search.limit());
        return new TicketPage(
                tickets.subList(from, to).stream().map(item -> ticket(access, item)).toList(),
                to < tickets.size());
    }

    /**
     * Looks back in growing steps until there is enough: the newest are asked for, not the oldest.
     */
    private List<JsonNode> newest(PsaAccess access, TicketSearch search) {
        long wanted = (long) search.page() * search.limit() + 1;
        for (Duration back : LOOKS_BACK) {
            var filters = filters(search);
            String since = clock.instant().minus(back).truncatedTo(ChronoUnit.SECONDS).toString();
            filters.add(filter("gte", "lastActivityDate", since));
            var found = pages(access, "/Tickets", filters, PAGES_OF_A_SEARCH);
            if (found.size() >= wanted) {
                return found;
            }
        }
        return pages(access, "/Tickets", filters(search), PAGES_OF_A_SEARCH);
    }

    private static Instant changed(JsonNode ticket) {
        Instant at = VendorJson.time(ticket.path("lastActivityDate"));
        return at == null ? Instant.EPOCH : at;
    }

    /** What a person typed is a value of the filter, never a part of its language. */
    private List<ObjectNode> filters(TicketSearch search) {
        var filters = new ArrayList<ObjectNode>();
        if (search.boardId() != null) {
            filters.add(filter("eq", "queueID", Long.parseLong(search.boardId())));
        }
        if (search.statusId() != null) {
            filters.add(filter("eq", "status", Long.parseLong(search.statusId())));
        }
        if (search.ownerId() != null) {
            filters.add(filter("eq", "assignedResourceID", Long.parseLong(search.ownerId())));
        }
        if (search.openOnly()) {
            filters.add(filter("noteq", "status", Long.parseLong(COMPLETE)));
        }
        if (search.text() != null) {
            ObjectNode either = json.createObjectNode().put("op", "or");
            String text = search.text().strip();
            either.putArray("items")
                    .add(filter("contains", "title", text))
                    .add(filter("contains", "ticketNumber", text));
            filters.add(either);
        }
        if (filters.isEmpty()) {
            filters.add(filter("gt", "id", 0));
        }
        return filters;
    }

    PsaTicket ticket(PsaAccess access, JsonNode item) {
        String id = VendorJson.requiredId(item.path("id"));
        String queue = VendorJson.id(item.path("queueID"));
        String status = VendorJson.id(item.path("status"));
        String number = VendorJson.text(item.path("ticketNumber"));
        return new PsaTicket(
                id,
                number == null ? id : number,
                item.path("title").asString(""),
                VendorJson.text(item.path("description")),
                queue,
                picklists.label(access, "queueID", queue),
                status,
                picklists.label(access, "status", status),
                name(access, companies, "/Companies", VendorJson.id(item.path("companyID"))),
                null,
                name(access, owners, "/Resources", VendorJson.id(item.path("assignedResourceID"))),
                picklists.label(access, "priority", VendorJson.id(item.path("priority"))),
                COMPLETE.equals(status),
                VendorJson.time(item.path("lastActivityDate")),
                null);
    }

    List<PsaMember> members(PsaAccess access) {
        return all(access, "/Resources", filter("gt", "id", 0)).stream()
                .map(resource ->
                        new PsaMember(
                                VendorJson.requiredId(resource.path("id")),
                                nameOf(resource),
                                VendorJson.text(resource.path("email")),
                                resource.path("isActive").asBoolean(true)))
                .toList();
    }

    /** Names hardly ever change, and every name is a request of a budget others share. */
    private @Nullable String name(
            PsaAccess access,
            Map<UUID, Map<String, String>> known,
            String entity,
            @Nullable String id) {
        if (id == null) {
            return null;
        }
        var names = known.computeIfAbsent(access.connectionId(), n -> new ConcurrentHashMap<>());
        if (!names.containsKey(id)) {
            names.putAll(
                    all(access, entity, filter("eq", "id", Long.parseLong(id))).stream()
                            .collect(
                                    Collectors.toMap(
                                            record -> VendorJson.requiredId(record.path("id")),
                                            AutotaskQueries::nameOf,
                                            (one, other) -> one)));
            names.putIfAbsent(id, "");
        }
        String name = names.getOrDefault(id, "");
        return name.isEmpty() ? null : name;
    }

    private static String nameOf(JsonNode record) {
        String company = record.path("companyName").asString("");
        return company.isEmpty()
                ? (record.path("firstName").asString("")
                                + " "
                                + record.path("lastName").asString(""))
                        .strip()
                : company;
    }
}
