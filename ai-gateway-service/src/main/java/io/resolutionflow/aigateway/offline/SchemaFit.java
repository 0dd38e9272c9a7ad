package io.resolutionflow.aigateway.offline;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings a draft into the shape an owner's schema asks for: what the schema does not know is
 * dropped, what the template does not know is filled minimally (null, [], "", the first enum
 * value).
 */
final class SchemaFit {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> LABELS =
            List.of("label", "text", "title", "question", "name", "content");
    private static final Set<String> DOCUMENTS =
            Set.of(
                    "markdown",
                    "content_markdown",
                    "content",
                    "text",
                    "note",
                    "body",
                    "package",
                    "digest");

    private final JsonNode root;
    private final @Nullable String document;

    private SchemaFit(JsonNode root, @Nullable String document) {
        this.root = root;
        this.document = document;
    }

    static JsonNode draftTo(JsonNode schema, Draft draft) {
        return new SchemaFit(schema, draft.text()).fit(draft.structured(), schema);
    }

    private JsonNode fit(@Nullable JsonNode given, JsonNode unresolved) {
        JsonNode schema = resolve(unresolved);
        JsonNode value = given == null || given.isMissingNode() ? NODES.nullNode() : given;
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.path("anyOf").isArray()) {
            return anyOf(value, schema.get("anyOf"));
        }
        if (schema.path("enum").isArray()) {
            return oneOf(value, schema.get("enum"));
        }
        if (value.isNull() && allows(schema, "null")) {
            return value;
        }
        String type = type(schema, value);
        return switch (type) {
            case "object" -> object(value, schema);
            case "array" -> array(value, schema);
            case "string" -> string(value, schema);
            case "integer", "number" -> number(value, schema, type.equals("integer"));
            case "boolean" -> NODES.booleanNode(value.isBoolean() && value.asBoolean());
            default -> value;
        };
    }

    private JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : schema;
    }

    private JsonNode anyOf(JsonNode value, JsonNode options) {
        for (JsonNode option : options) {
            JsonNode schema = resolve(option);
            boolean same =
                    schema.has("const")
                            ? schema.get("const").equals(value)
                            : allows(schema, kind(value));
            if (same) {
                return fit(value, option);
            }
        }
        return fit(null, options.get(0));
    }

    private static JsonNode oneOf(JsonNode value, JsonNode allowed) {
        JsonNode first = allowed.get(0);
        for (JsonNode candidate : allowed) {
            if (candidate.equals(value)) {
                return candidate;
            }
            if (candidate.isNull()) {
                first = candidate;
            }
        }
        return first;
    }

    private static boolean allows(JsonNode schema, String kind) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return type.valueStream().anyMatch(one -> matches(one.asString(), kind));
        }
        return type.isString()
                ? matches(type.asString(), kind)
                : !kind.equals("null") && schema.has("properties") == kind.equals("object");
    }

    private static boolean matches(String type, String kind) {
        return type.equals(kind) || (type.equals("number") && kind.equals("integer"));
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            default -> "null";
        };
    }

    /** The type of the schema that the value has, else its first that is not null. */
    private static String type(JsonNode schema, JsonNode value) {
        JsonNode type = schema.path("type");
        if (type.isString()) {
            return type.asString();
        }
        if (type.isArray()) {
            String kind = kind(value);
            return type.valueStream()
                    .map(JsonNode::asString)
                    .filter(one -> matches(one, kind))
                    .findFirst()
                    .orElseGet(() ->
                            type.valueStream()
                                    .map(JsonNode::asString)
                                    .filter(one -> !one.equals("null"))
                                    .findFirst()
                                    .orElse("null"));
        }
        return schema.has("properties") ? "object" : schema.has("items") ? "array" : "any";
    }

    private JsonNode object(JsonNode value, JsonNode schema) {
        JsonNode properties = schema.path("properties");
        if (properties.isEmpty()) {
            return value.isObject() ? value : NODES.objectNode();
        }
        ObjectNode source = value.isObject() ? (ObjectNode) value : labelled(value, properties);
        var required = new java.util.HashSet<String>();
        schema.path("required").forEach(name -> required.add(name.asString()));
        ObjectNode result = NODES.objectNode();
        for (var property : properties.properties()) {
            String name = property.getKey();
            JsonNode member = source.get(name);
            if (member == null && schema == root && document != null && DOCUMENTS.contains(name)) {
                member = NODES.stringNode(document);
            }
            if (member != null || required.contains(name)) {
                result.set(name, fit(member, property.getValue()));
            }
        }
        return result;
    }

    private static ObjectNode labelled(JsonNode value, JsonNode properties) {
        ObjectNode object = NODES.objectNode();
        if (value.isString()) {
            LABELS.stream()
                    .filter(properties::has)
                    .findFirst()
                    .ifPresent(name -> object.set(name, value));
        }
        return object;
    }

    private JsonNode array(JsonNode value, JsonNode schema) {
        ArrayNode result = NODES.arrayNode();
        int most = schema.path("maxItems").asInt(Integer.MAX_VALUE);
        if (value.isArray()) {
            value.valueStream()
                    .limit(most)
                    .forEach(item ->
                            result.add(
                                    schema.has("items") ? fit(item, schema.get("items")) : item));
        }
        while (result.size() < schema.path("minItems").asInt(0)) {
            result.add(fit(null, schema.path("items")));
        }
        return result;
    }

    private static JsonNode string(JsonNode value, JsonNode schema) {
        String text =
                value.isValueNode() && !value.isNull()
                        ? value.asString()
                        : new Inputs(value).itemText();
        int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        if (text.codePointCount(0, text.length()) > most) {
            text = text.substring(0, text.offsetByCodePoints(0, most));
        }
        int least = schema.path("minLength").asInt(0);
        return NODES.stringNode(
                text.length() < least ? text + "-".repeat(least - text.length()) : text);
    }

    private static JsonNode number(JsonNode value, JsonNode schema, boolean integer) {
        double number = value.isNumber() ? value.asDouble() : 0;
        number = Math.max(number, schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY));
        number = Math.min(number, schema.path("maximum").asDouble(Double.POSITIVE_INFINITY));
        return integer ? NODES.numberNode(Math.round(number)) : NODES.numberNode(number);
    }
}
