package io.resolutionflow.psa.connectwise;

import io.resolutionflow.psa.connector.TicketSearch;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A search in ConnectWise's condition language. What a person typed stays inside quotes. */
final class TicketConditions {

    private TicketConditions() {}

    /** The conditions; null when an id can belong to no record. */
    static @Nullable String of(TicketSearch search) {
        boolean numeric =
                Stream.of(search.boardId(), search.statusId(), search.ownerId())
                        .allMatch(id -> id == null || id.matches("\\d{1,18}"));
        if (!numeric) {
            return null;
        }
        var conditions = new ArrayList<String>();
        if (search.text() != null) {
            conditions.add(text(search.text().strip()));
        }
        if (search.boardId() != null) {
            conditions.add("board/id=" + search.boardId());
        }
        if (search.statusId() != null) {
            conditions.add("status/id=" + search.statusId());
        }
        if (search.ownerId() != null) {
            conditions.add("owner/id=" + search.ownerId());
        }
        if (search.openOnly()) {
            conditions.add("closedFlag=False");
        }
        return String.join(" and ", conditions);
    }

    private static String text(String typed) {
        String quoted =
                "\""
                        + typed.replaceAll("[\\p{Cntrl}]", " ")
                                .replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                        + "\"";
        String byText = "summary contains " + quoted + " or company/name contains " + quoted;
        return typed.matches("\\d{1,18}")
                ? "(id=" + typed + " or " + byText + ")"
                : "(" + byText + ")";
    }
}
