package io.resolutionflow.psa.preference;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.problem.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A merge of preferences (RFC 7396), checked for form: unknown keys and wrong types are refused,
 * null leads back to the default.
 */
record PreferencePatch(ObjectNode document) {

    static final String TEMPLATIZE = "templatize_prompt_enabled";
    private static final String PSA = "psa";
    private static final String DEFAULT_CONNECTION = "default_connection_id";
    private static final String BOARDS = "boards";
    private static final String VISIBILITY = "resolution_note_visibility";
    private static final Set<String> FLAGS =
            Set.of(
                    "auto_push_on_resolve",
                    "auto_push_on_escalate",
                    "auto_push_l1",
                    "auto_push_changes_status",
                    "notify_customer",
                    "note_signature");
    private static final Set<String> STATUSES = Set.of("resolved_status_id", "escalated_status_id");
    private static final int LONGEST_ID = 64;

    /** One status a person maps, to be checked against its board. */
    record Mapping(UUID connectionId, String boardId, String statusId, String field) {}

    /**
     * @throws DomainException 422 naming every wrong member
     */
    static PreferencePatch of(@Nullable JsonNode body) {
        if (!(body instanceof ObjectNode document)) {
            throw DomainException.invalid(
                    "body", "invalid_type", "Send an object with the preferences to change.");
        }
        var problems = new ArrayList<FieldProblem>();
        document.properties().forEach(member -> checkTop(member, problems));
        if (!problems.isEmpty()) {
            throw DomainException.invalid(problems);
        }
        return new PreferencePatch(document);
    }

    private static void checkTop(Map.Entry<String, JsonNode> member, List<FieldProblem> problems) {
        JsonNode value = member.getValue();
        if (member.getKey().equals(TEMPLATIZE)) {
            require(value.isBoolean() || value.isNull(), TEMPLATIZE, "invalid_type", problems);
        } else if (member.getKey().equals(PSA)) {
            require(value.isObject() || value.isNull(), PSA, "invalid_type", problems);
            value.properties().forEach(inner -> checkPsa(inner, problems));
        } else {
            require(false, member.getKey(), "unknown_field", problems);
        }
    }

    private static void checkPsa(Map.Entry<String, JsonNode> member, List<FieldProblem> problems) {
        String field = PSA + "." + member.getKey();
        JsonNode value = member.getValue();
        switch (member.getKey()) {
            case DEFAULT_CONNECTION ->
                    require(
                            value.isNull() || isUuid(value.asString("")),
                            field,
                            "invalid_format",
                            problems);
            case VISIBILITY ->
                    require(
                            value.isNull()
                                    || Set.of("customer", "internal").contains(value.asString("")),
                            field,
                            "invalid_value",
                            problems);
            case BOARDS -> {
                require(value.isNull() || value.isObject(), field, "invalid_type", problems);
                value.properties()
                        .forEach(connection -> checkConnection(field, connection, problems));
            }
            default -> {
                boolean known = FLAGS.contains(member.getKey());
                require(known, field, "unknown_field", problems);
                require(
                        !known || value.isBoolean() || value.isNull(),
                        field,
                        "invalid_type",
                        problems);
            }
        }
    }

    private static void checkConnection(
            String parent, Map.Entry<String, JsonNode> connection, List<FieldProblem> problems) {
        String field = parent + "." + connection.getKey();
        require(isUuid(connection.getKey()), field, "invalid_format", problems);
        require(
                connection.getValue().isNull() || connection.getValue().isObject(),
                field,
                "invalid_type",
                problems);
        for (var board : connection.getValue().properties()) {
            String boardField = field + "." + board.getKey();
            require(
                    !board.getKey().isBlank() && board.getKey().length() <= LONGEST_ID,
                    boardField,
                    "invalid_format",
                    problems);
            require(
                    board.getValue().isNull() || board.getValue().isObject(),
                    boardField,
                    "invalid_type",
                    problems);
            for (var status : board.getValue().properties()) {
                String statusField = boardField + "." + status.getKey();
                JsonNode id = status.getValue();
                require(STATUSES.contains(status.getKey()), statusField, "unknown_field", problems);
                require(
                        id.isNull()
                                || (id.isString()
                                        && !id.asString().isBlank()
                                        && id.asString().length() <= LONGEST_ID),
                        statusField,
                        "invalid_type",
                        problems);
            }
        }
    }

    private static void require(
            boolean holds, String field, String code, List<FieldProblem> problems) {
        if (!holds) {
            String message =
                    code.equals("unknown_field")
                            ? "There is no such preference."
                            : "This value does not have the expected form.";
            problems.add(new FieldProblem(field, code, message));
        }
    }

    private static boolean isUuid(String text) {
        return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    }

    /** True when nothing but what an engineer may change is in it. */
    boolean isForEngineers() {
        return document.propertyNames().stream().allMatch(TEMPLATIZE::equals);
    }

    boolean touchesDefaultConnection() {
        return document.path(PSA).has(DEFAULT_CONNECTION) || document.path(PSA).isNull();
    }

    @Nullable UUID defaultConnection() {
        String id = document.path(PSA).path(DEFAULT_CONNECTION).asString("");
        return id.isEmpty() ? null : UUID.fromString(id);
    }

    /** Connections named as keys of the mapping. */
    List<UUID> mappedConnections() {
        return document.path(PSA).path(BOARDS).properties().stream()
                .filter(connection -> connection.getValue().isObject())
                .map(connection -> UUID.fromString(connection.getKey()))
                .toList();
    }

    /** Statuses to be checked; those for all boards are stored unchecked. */
    List<Mapping> mappings() {
        var mappings = new ArrayList<Mapping>();
        for (var connection : document.path(PSA).path(BOARDS).properties()) {
            for (var board : connection.getValue().properties()) {
                for (var status : board.getValue().properties()) {
                    if (status.getValue().isString() && !board.getKey().equals("*")) {
                        mappings.add(
                                new Mapping(
                                        UUID.fromString(connection.getKey()),
                                        board.getKey(),
                                        status.getValue().asString(),
                                        String.join(
                                                ".",
                                                PSA,
                                                BOARDS,
                                                connection.getKey(),
                                                board.getKey(),
                                                status.getKey())));
                    }
                }
            }
        }
        return mappings;
    }

    /**
     * What is stored after the merge: members that differ from their default. The default
     * connection is stored with the connections.
     */
    ObjectNode mergedInto(ObjectNode stored) {
        ObjectNode merged = merge(stored.deepCopy(), document);
        if (merged.path(PSA) instanceof ObjectNode psa) {
            psa.remove(DEFAULT_CONNECTION);
        }
        return merged;
    }

    private static ObjectNode merge(ObjectNode target, ObjectNode patch) {
        for (var member : patch.properties()) {
            JsonNode value = member.getValue();
            if (value.isNull()) {
                target.remove(member.getKey());
            } else if (value instanceof ObjectNode inner) {
                JsonNode before = target.path(member.getKey());
                ObjectNode base =
                        before instanceof ObjectNode object ? object : target.objectNode();
                target.set(member.getKey(), merge(base, inner));
            } else {
                target.set(member.getKey(), value);
            }
        }
        return target;
    }

    /**
     * Keys of what was asked to change, as {@code psa.auto_push_l1}, with what holds now: what went
     * back to its default has that value.
     *
     * @param now the whole preferences after the merge
     */
    ObjectNode changed(JsonNode now) {
        ObjectNode changed = document.objectNode();
        for (var member : document.properties()) {
            if (member.getKey().equals(PSA)) {
                JsonNode psa = now.path(PSA);
                JsonNode named = member.getValue().isNull() ? psa : member.getValue();
                named.propertyNames().forEach(key -> changed.set(PSA + "." + key, psa.path(key)));
            } else {
                changed.set(member.getKey(), now.path(member.getKey()));
            }
        }
        return changed;
    }
}
