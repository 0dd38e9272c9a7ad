package io.resolutionflow.stack.simulator.connectwise;

import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.http.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * What every list understands: conditions, order, pages and a choice of fields. Answers are bare
 * arrays.
 */
final class ListQuery {

    private static final int DEFAULT_PAGE_SIZE = 25;
    private static final int LARGEST_PAGE = 1000;

    private final Request request;

    ListQuery(Request request) {
        this.request = request;
    }

    Reply page(List<? extends JsonNode> records) {
        return page(records, request.query("conditions").orElse(""));
    }

    Reply page(List<? extends JsonNode> records, String conditions) {
        return guarded(() -> {
            var hits = filtered(records, conditions);
            return forwardOnly() ? pageAfterId(hits) : numberedPage(hits);
        });
    }

    Reply count(List<? extends JsonNode> records) {
        return guarded(() -> {
            var hits = filtered(records, request.query("conditions").orElse(""));
            return Reply.wire(200, Map.of("count", hits.size()));
        });
    }

    private Reply guarded(Supplier<Reply> work) {
        try {
            return work.get();
        } catch (InvalidQuery e) {
            return Errors.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private static List<JsonNode> filtered(List<? extends JsonNode> records, String conditions) {
        var test = Conditions.parse(conditions);
        var hits = new ArrayList<JsonNode>();
        for (var record : records) {
            if (test.test(record)) {
                hits.add(record);
            }
        }
        return hits;
    }

    private Reply numberedPage(List<JsonNode> hits) {
        hits.sort(order());
        var size = pageSize();
        var page = number("page", 1);
        var last = Math.max(1, Math.ceilDiv(hits.size(), size));
        var from = Math.min(hits.size(), (page - 1) * size);
        var reply = Reply.wire(200, chosen(hits.subList(from, Math.min(hits.size(), from + size))));
        var links = new ArrayList<String>();
        if (page > 1) {
            links.add(PageLinks.link(request, "page", page - 1L, "prev"));
            links.add(PageLinks.link(request, "page", 1, "first"));
        }
        if (page < last) {
            links.add(PageLinks.link(request, "page", page + 1L, "next"));
            links.add(PageLinks.link(request, "page", last, "last"));
        }
        return links.isEmpty() ? reply : reply.with("Link", String.join(", ", links));
    }

    /** Forward-only paging goes by id and always has a link. */
    private Reply pageAfterId(List<JsonNode> hits) {
        if (request.query("orderBy").isPresent()) {
            throw new InvalidQuery("orderBy is not allowed with forward-only pagination.");
        }
        var after = number("pageId", 0);
        hits.removeIf(record -> record.path("id").longValue() <= after);
        hits.sort(Comparator.comparingLong(record -> record.path("id").longValue()));
        var page = hits.subList(0, Math.min(hits.size(), pageSize()));
        var next = page.isEmpty() ? after : page.getLast().path("id").longValue();
        return Reply.wire(200, chosen(page))
                .with("Link", PageLinks.link(request, "pageId", next, "next"));
    }

    private boolean forwardOnly() {
        return request.header("pagination-type")
                .filter("forward-only"::equalsIgnoreCase)
                .isPresent();
    }

    private Comparator<JsonNode> order() {
        Comparator<JsonNode> result = Comparator.comparing(record -> 0);
        for (var part : request.query("orderBy").orElse("id").split(",")) {
            var words = part.strip().split("\\s+");
            Comparator<JsonNode> by =
                    (a, b) -> compare(Fields.read(a, words[0]), Fields.read(b, words[0]));
            result =
                    result.thenComparing(
                            words.length > 1 && words[1].equalsIgnoreCase("desc")
                                    ? by.reversed()
                                    : by);
        }
        return result;
    }

    private static int compare(JsonNode a, JsonNode b) {
        return a.isNumber() && b.isNumber()
                ? a.decimalValue().compareTo(b.decimalValue())
                : a.asString().compareToIgnoreCase(b.asString());
    }

    private List<JsonNode> chosen(List<JsonNode> records) {
        var fields = request.query("fields").filter(value -> !value.isBlank());
        if (fields.isEmpty()) {
            return records;
        }
        var paths = Arrays.stream(fields.get().split(",")).map(String::strip).toList();
        return records.stream().map(record -> Fields.project(record, paths)).toList();
    }

    private int pageSize() {
        var size = number("pageSize", DEFAULT_PAGE_SIZE);
        if (size < 1 || size > LARGEST_PAGE) {
            throw new InvalidQuery("pageSize must be between 1 and 1000.");
        }
        return size;
    }

    private int number(String parameter, int otherwise) {
        try {
            return request.query(parameter).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw new InvalidQuery(parameter + " must be a number.");
        }
    }
}
