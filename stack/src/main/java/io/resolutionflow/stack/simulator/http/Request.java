package io.resolutionflow.stack.simulator.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request, read to its end before anything is decided about it. Header names are lower case.
 */
public record Request(String method, URI uri, Map<String, List<String>> headers, byte[] body) {

    public String path() {
        return uri.getPath();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).map(List::getFirst);
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(queryParameters().get(name));
    }

    /** Query parameters in the order they came; the last of equal names wins. */
    public Map<String, String> queryParameters() {
        var parameters = new LinkedHashMap<String, String>();
        var raw = uri.getRawQuery();
        if (raw == null) {
            return parameters;
        }
        for (var pair : raw.split("&")) {
            var at = pair.indexOf('=');
            var name = at < 0 ? pair : pair.substring(0, at);
            parameters.put(decoded(name), at < 0 ? "" : decoded(pair.substring(at + 1)));
        }
        return parameters;
    }

    /**
     * The address this request came to, without path; built from {@code Host} as the real servers
     * do.
     */
    public String origin() {
        return "http://" + header("host").orElse("127.0.0.1");
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
