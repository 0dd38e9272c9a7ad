package io.resolutionflow.e2e;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * One public operation as its service describes it in OpenAPI.
 *
 * @param query names of the parameters behind the question mark
 * @param body schema of the request body, a missing node where the service reads it freely or takes
 *     none
 */
record Operation(
        String service,
        String method,
        String path,
        List<String> query,
        boolean hasBody,
        JsonNode body,
        JsonNode components) {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    List<String> parameters() {
        return PARAMETER.matcher(path).results().map(match -> match.group(1)).toList();
    }

    /** The path with every parameter replaced. */
    String at(java.util.function.UnaryOperator<String> value) {
        return PARAMETER
                .matcher(path)
                .replaceAll(match -> Matcher.quoteReplacement(value.apply(match.group(1))));
    }

    /** Answers as events for as long as somebody listens. */
    boolean isLiveStream() {
        return path.endsWith("/escalations/stream");
    }

    String name() {
        return method + " " + path;
    }

    @Override
    public String toString() {
        return name();
    }
}
