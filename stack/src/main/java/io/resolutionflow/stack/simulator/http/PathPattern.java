package io.resolutionflow.stack.simulator.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path with {@code {variables}}, such as {@code /service/tickets/{id}/notes}. */
record PathPattern(List<String> segments) {

    static PathPattern of(String pattern) {
        return new PathPattern(split(pattern));
    }

    /** The variables' values, or empty when the path is another one. */
    Optional<Map<String, String>> match(String path) {
        var actual = split(path);
        if (actual.size() != segments.size()) {
            return Optional.empty();
        }
        var variables = new LinkedHashMap<String, String>();
        for (int i = 0; i < actual.size(); i++) {
            var wanted = segments.get(i);
            if (wanted.startsWith("{")) {
                variables.put(wanted.substring(1, wanted.length() - 1), actual.get(i));
            } else if (!wanted.equals(actual.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    private static List<String> split(String path) {
        return List.of(path.replaceAll("^/+|/+$", "").split("/"));
    }
}
