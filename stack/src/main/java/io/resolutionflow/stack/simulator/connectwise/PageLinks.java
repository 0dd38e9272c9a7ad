package io.resolutionflow.stack.simulator.connectwise;

import io.resolutionflow.stack.simulator.http.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Entries of the {@code Link} header: the same request with another page. */
final class PageLinks {

    private PageLinks() {}

    static String link(Request request, String parameter, long value, String relation) {
        var parameters = request.queryParameters();
        parameters.put(parameter, Long.toString(value));
        var query =
                parameters.entrySet().stream()
                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&"));
        return "<%s%s?%s>; rel=\"%s\"".formatted(request.origin(), request.path(), query, relation);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
