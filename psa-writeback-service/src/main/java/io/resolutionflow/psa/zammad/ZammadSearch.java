package io.resolutionflow.psa.zammad;

import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.connector.PsaTicket;
import io.resolutionflow.psa.connector.TicketPage;
import io.resolutionflow.psa.connector.TicketSearch;
import io.resolutionflow.psa.vendor.VendorJson;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Searching Zammad in its query language. What a person typed stays inside quotes. */
final class ZammadSearch {

    private static final Pattern RESERVED = Pattern.compile("([\\\\\"])");
    private static final int LARGEST = 200;

    private final ZammadApi api;

    ZammadSearch(ZammadApi api) {
        this.api = api;
    }

    /** The query; null when an id can belong to no record. */
    static @Nullable String query(TicketSearch search, Set<String> closed) {
        boolean numeric =
                Stream.of(search.boardId(), search.statusId(), search.ownerId())
                        .allMatch(id -> id == null || VendorJson.isNumber(id));
        if (!numeric) {
            return null;
        }
        var terms = new ArrayList<String>();
        if (search.text() != null) {
            String quoted =
                    "\""
                            + RESERVED.matcher(search.text().strip().replaceAll("\\p{Cntrl}", " "))
                                    .replaceAll("\\\\$1")
                            + "\"";
            terms.add("(number:" + quoted + " OR title:" + quoted + ")");
        }
        add(terms, "group_id", search.boardId());
        add(terms, "state_id", search.statusId());
        add(terms, "owner_id", search.ownerId());
        if (search.openOnly() && !closed.isEmpty()) {
            terms.add(
                    closed.stream()
                            .sorted()
                            .collect(Collectors.joining(" OR ", "NOT state_id:(", ")")));
        }
        return terms.isEmpty() ? "*" : String.join(" AND ", terms);
    }

    private static void add(ArrayList<String> terms, String field, @Nullable String id) {
        if (id != null) {
            terms.add(field + ":" + id);
        }
    }

    TicketPage page(
            PsaAccess access,
            String query,
            TicketSearch wanted,
            Function<JsonNode, PsaTicket> mapping) {
        JsonNode found =
                api.get(
                        access,
                        "/tickets/search",
                        Map.of(
                                "query",
                                query,
                                "expand",
                                "true",
                                "sort_by",
                                "updated_at",
                                "order_by",
                                "desc",
                                "page",
                                Integer.toString(wanted.page()),
                                "per_page",
                                Integer.toString(Math.min(LARGEST, wanted.limit()))));
        var tickets = VendorJson.each(found, mapping);
        return new TicketPage(tickets, tickets.size() == wanted.limit());
    }
}
