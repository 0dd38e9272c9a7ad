package io.resolutionflow.stack.simulator.autotask;

import io.resolutionflow.stack.simulator.http.Json;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.http.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * {@code …/query}, {@code …/query/next} and {@code …/query/count} over one kind of record, ordered
 * by id.
 */
final class Query {

    private static final int LARGEST_PAGE = 500;

    private final Supplier<List<? extends JsonNode>> records;

    Query(Supplier<List<? extends JsonNode>> records) {
        this.records = records;
    }

    Reply page(Request request) {
        var search = search(request);
        if (search.isEmpty()) {
            return Failures.refused("The query needs a filter.");
        }
        var size = search.get().path("MaxRecords").asInt(LARGEST_PAGE);
        if (size < 1 || size > LARGEST_PAGE) {
            return Failures.refused("MaxRecords must be between 1 and 500.");
        }
        try {
            return page(request, search.get(), size);
        } catch (InvalidFilter e) {
            return Failures.refused(String.valueOf(e.getMessage()));
        }
    }

    Reply count(Request request) {
        try {
            return search(request)
                    .map(search -> Reply.wire(200, Map.of("queryCount", hits(search, 0).size())))
                    .orElseGet(() -> Failures.refused("The query needs a filter."));
        } catch (InvalidFilter e) {
            return Failures.refused(String.valueOf(e.getMessage()));
        }
    }

    private Reply page(Request request, JsonNode search, int size) {
        var hits = hits(search, request.query("afterId").map(Long::parseLong).orElse(0L));
        var page = hits.subList(0, Math.min(size, hits.size()));
        var body = JsonNodeFactory.instance.objectNode();
        page.forEach(body.putArray("items")::add);
        var details =
                body.putObject("pageDetails").put("count", page.size()).put("requestCount", size);
        details.putNull("prevPageUrl");
        if (hits.size() > size) {
            details.put(
                    "nextPageUrl", next(request, search, page.getLast().path("id").longValue()));
        } else {
            details.putNull("nextPageUrl");
        }
        return Reply.wire(200, body);
    }

    private List<JsonNode> hits(JsonNode search, long afterId) {
        var test = Filter.allOf(search.path("filter"));
        return records.get().stream()
                .<JsonNode>map(record -> record)
                .filter(record -> record.path("id").longValue() > afterId)
                .filter(test)
                .toList();
    }

    private static Optional<JsonNode> search(Request request) {
        var inAddress = request.query("search").map(text -> text.getBytes(StandardCharsets.UTF_8));
        return Json.WIRE
                .read(inAddress.orElseGet(request::body))
                .filter(search ->
                        search.path("filter").isArray() && !search.path("filter").isEmpty());
    }

    private static String next(Request request, JsonNode search, long afterId) {
        var path = request.path().replaceFirst("/next$", "") + "/next";
        var encoded = URLEncoder.encode(search.toString(), StandardCharsets.UTF_8);
        return request.origin() + path + "?afterId=" + afterId + "&search=" + encoded;
    }
}
