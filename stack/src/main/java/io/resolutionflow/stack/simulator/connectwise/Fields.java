package io.resolutionflow.stack.simulator.connectwise;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Fields of a record by the API's slashed names, such as {@code status/name}. */
final class Fields {

    /** These are filtered by their bare name although the record has them in {@code _info}. */
    private static final Set<String> IN_INFO =
            Set.of("lastUpdated", "updatedBy", "dateEntered", "enteredBy");

    private Fields() {}

    /**
     * @throws InvalidQuery when the record has no such field
     */
    static JsonNode read(JsonNode record, String path) {
        var node = record;
        for (var segment : segments(record, path)) {
            if (node.isNull()) {
                return NullNode.getInstance();
            }
            var next = node.get(segment);
            if (next == null) {
                throw new InvalidQuery("Field '" + path + "' is not known.");
            }
            node = next;
        }
        return node;
    }

    /** The record with those fields only. */
    static JsonNode project(JsonNode record, List<String> paths) {
        var result = JsonNodeFactory.instance.objectNode();
        for (var path : paths) {
            var value = read(record, path);
            var segments = segments(record, path);
            ObjectNode parent = result;
            for (var segment : segments.subList(0, segments.size() - 1)) {
                parent = parent.withObject("/" + segment);
            }
            parent.set(segments.getLast(), value);
        }
        return result;
    }

    private static List<String> segments(JsonNode record, String path) {
        return IN_INFO.contains(path) && !record.has(path)
                ? List.of("_info", path)
                : List.of(path.split("/"));
    }
}
