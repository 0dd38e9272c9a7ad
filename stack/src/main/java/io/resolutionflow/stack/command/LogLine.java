package io.resolutionflow.stack.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Services log JSON (ECS) for machines; this makes a line of it fit for the person whose start just
 * failed.
 */
final class LogLine {

    private static final int LAST_CAUSES = 2;

    private LogLine() {}

    /** Any other line as it is. */
    static Stream<String> readable(String line) {
        if (!line.startsWith("{\"@timestamp\"")) {
            return Stream.of(line);
        }
        try {
            return text(JsonMapper.shared().readTree(line));
        } catch (JacksonException _) {
            return Stream.of(line);
        }
    }

    private static Stream<String> text(JsonNode entry) {
        List<String> lines = new ArrayList<>();
        lines.add(
                entry.path("@timestamp").asString("")
                        + " "
                        + entry.path("log").path("level").asString("")
                        + " "
                        + entry.path("message").asString("").strip());
        // of a long chain the innermost causes say what is wrong
        List<String> causes =
                entry.path("error")
                        .path("stack_trace")
                        .asString("")
                        .lines()
                        .filter(one -> one.startsWith("Caused by: "))
                        .toList();
        lines.addAll(causes.subList(Math.max(0, causes.size() - LAST_CAUSES), causes.size()));
        return lines.stream();
    }
}
