package io.resolutionflow.psa.requesttracker;

import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.connector.PsaNote;
import io.resolutionflow.psa.connector.Visibility;
import io.resolutionflow.psa.vendor.VendorJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Comments and replies of a ticket, from two lists: its history tells kind, author and subject, its
 * attachments tell the text. Pages may be short, since what the user may not see is taken out of
 * them; only an empty one is the end.
 */
final class RequestTrackerNotes {

    private static final Set<String> KINDS = Set.of("Comment", "Correspond", "Create");
    private static final int MOST_PAGES = 10;

    private final RequestTrackerApi api;

    RequestTrackerNotes(RequestTrackerApi api) {
        this.api = api;
    }

    List<PsaNote> newest(PsaAccess access, String ticketId, int limit) {
        var entries = new ArrayList<JsonNode>();
        for (int page = 1; page <= MOST_PAGES && entries.size() < limit; page++) {
            var some = page(access, ticketId, "history", "Type,Creator,Created,Data", page);
            some.stream()
                    .filter(entry -> KINDS.contains(entry.path("Type").asString("")))
                    .forEach(entries::add);
            if (some.isEmpty()) {
                break;
            }
        }
        Map<String, String> texts = entries.isEmpty() ? Map.of() : texts(access, ticketId, entries);
        return entries.stream().limit(limit).map(entry -> note(entry, texts)).toList();
    }

    private Map<String, String> texts(PsaAccess access, String ticketId, List<JsonNode> entries) {
        var texts = new HashMap<String, String>();
        String oldest = VendorJson.requiredId(entries.getLast().path("id"));
        for (int page = 1; page <= MOST_PAGES; page++) {
            var some =
                    page(
                            access,
                            ticketId,
                            "attachments",
                            "Content,ContentType,TransactionId,Subject",
                            page);
            some.stream()
                    .filter(part -> part.path("ContentType").asString("").startsWith("text/"))
                    .forEach(part ->
                            texts.putIfAbsent(
                                    VendorJson.requiredId(part.path("TransactionId")),
                                    part.path("Content").asString("")));
            if (some.isEmpty() || texts.containsKey(oldest)) {
                break;
            }
        }
        return texts;
    }

    private List<JsonNode> page(
            PsaAccess access, String ticketId, String list, String fields, int page) {
        JsonNode answer =
                api.get(
                        access,
                        "/ticket/" + ticketId + "/" + list,
                        Map.of(
                                "fields",
                                fields,
                                "orderby",
                                "id",
                                "order",
                                "DESC",
                                "per_page",
                                "100",
                                "page",
                                Integer.toString(page)));
        return VendorJson.each(answer.path("items"), item -> item);
    }

    /** The subject of a note stands in the history's data. */
    private static PsaNote note(JsonNode entry, Map<String, String> texts) {
        String id = VendorJson.requiredId(entry.path("id"));
        return new PsaNote(
                id,
                entry.path("Data").asString("").strip(),
                texts.getOrDefault(id, ""),
                entry.path("Type").asString("").equals("Comment")
                        ? Visibility.INTERNAL
                        : Visibility.CUSTOMER,
                VendorJson.text(entry.path("Creator").path("id")),
                VendorJson.time(entry.path("Created")));
    }
}
