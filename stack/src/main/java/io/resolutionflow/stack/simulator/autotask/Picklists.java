package io.resolutionflow.stack.simulator.autotask;

import io.resolutionflow.stack.simulator.desk.Board;
import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.http.Reply;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code entityInformation/fields} tells. Values are strings here and numbers on the records.
 */
final class Picklists {

    static final int TITLE_LENGTH = 250;
    static final int DESCRIPTION_LENGTH = 32_000;
    static final Map<Integer, String> PUBLISH =
            Map.of(1, "All Autotask Users", 2, "Internal Project Team", 4, "Internal & Co-Managed");
    static final Map<Integer, String> NOTE_TYPES =
            Map.of(
                    1,
                    "Task Detail",
                    2,
                    "Task Notes",
                    3,
                    "Task Summary",
                    13,
                    "Workflow Rule Note - Task");
    static final Map<Integer, String> PRIORITIES =
            Map.of(1, "High", 2, "Medium", 3, "Low", 4, "Critical");

    private Picklists() {}

    static Reply ofTickets(Desk desk) {
        // Statuses are one list for all queues; every queue of the seed carries the same one.
        var statuses =
                desk.boards().stream()
                        .limit(1)
                        .map(Board::statuses)
                        .flatMap(List::stream)
                        .map(status -> value(status.id(), status.name(), !status.inactive()));
        var queues = desk.boards().stream().map(board -> value(board.id(), board.name(), true));
        return fields(
                text("title", TITLE_LENGTH, true),
                picklist("status", statuses),
                picklist("queueID", queues),
                picklist("priority", values(PRIORITIES)));
    }

    static Reply ofNotes() {
        return fields(
                text("title", TITLE_LENGTH, true),
                text("description", DESCRIPTION_LENGTH, true),
                picklist("publish", values(PUBLISH)),
                picklist("noteType", values(NOTE_TYPES)));
    }

    private static Reply fields(ObjectNode... fields) {
        var body = JsonNodeFactory.instance.objectNode();
        Stream.of(fields).forEach(body.putArray("fields")::add);
        return Reply.wire(200, body);
    }

    private static ObjectNode text(String name, int length, boolean required) {
        var field =
                JsonNodeFactory.instance.objectNode().put("name", name).put("dataType", "string");
        field.put("length", length)
                .put("isRequired", required)
                .put("isReadOnly", false)
                .put("isPickList", false);
        field.putNull("picklistValues");
        return field;
    }

    private static ObjectNode picklist(String name, Stream<ObjectNode> values) {
        var field =
                JsonNodeFactory.instance.objectNode().put("name", name).put("dataType", "integer");
        field.put("length", 0)
                .put("isRequired", true)
                .put("isReadOnly", false)
                .put("isPickList", true);
        values.forEach(field.putArray("picklistValues")::add);
        return field;
    }

    private static Stream<ObjectNode> values(Map<Integer, String> labels) {
        return labels.keySet().stream()
                .sorted()
                .map(id -> value(id, labels.getOrDefault(id, ""), true));
    }

    private static ObjectNode value(int id, String label, boolean active) {
        var value =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("value", Integer.toString(id))
                        .put("label", label);
        return value.put("isActive", active)
                .put("isSystem", id == 1 || id == 5)
                .put("parentValue", "");
    }
}
