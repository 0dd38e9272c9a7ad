package io.resolutionflow.psa.requesttracker;

import io.resolutionflow.psa.connector.TicketSearch;
import io.resolutionflow.psa.vendor.VendorJson;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** A search in TicketSQL. What a person typed stays inside quotes. */
final class TicketSql {

    private TicketSql() {}

    /** The query; null when an id can belong to no record. */
    static @Nullable String of(TicketSearch search) {
        if (search.boardId() != null && !VendorJson.isNumber(search.boardId())) {
            return null;
        }
        var terms = new ArrayList<String>();
        if (search.text() != null) {
            String text = search.text().strip();
            String bySubject = "Subject LIKE " + quoted(text);
            terms.add(
                    VendorJson.isNumber(text)
                            ? "(id = " + text + " OR " + bySubject + ")"
                            : bySubject);
        }
        if (search.boardId() != null) {
            terms.add("Queue = " + search.boardId());
        }
        if (search.statusId() != null) {
            terms.add("Status = " + quoted(search.statusId()));
        }
        if (search.ownerId() != null) {
            terms.add("Owner = " + quoted(search.ownerId()));
        }
        if (search.openOnly()) {
            terms.add("Status = '__Active__'");
        }
        return terms.isEmpty() ? "id > 0" : String.join(" AND ", terms);
    }

    private static String quoted(String text) {
        return "'"
                + text.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\").replace("'", "\\'")
                + "'";
    }
}
