package io.resolutionflow.stack.simulator.llm;

import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A value that satisfies a JSON schema (or the OpenAPI subset with upper-case types). */
final class SchemaSample {

    private static final int DEEPEST = 12;

    private final JsonNode root;

    private SchemaSample(JsonNode root) {
        this.root = root;
    }

    static JsonNode of(JsonNode schema) {
        return new SchemaSample(schema).value(schema, "value", 0);
    }

    private JsonNode value(JsonNode schema, String name, int depth) {
        if (schema.has("$ref") && depth < DEEPEST) {
            var pointer = schema.path("$ref").asString("").replaceFirst("^#", "");
            return value(root.at(pointer), name, depth + 1);
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        for (var choice : new String[] {"enum", "anyOf", "oneOf"}) {
            if (schema.path(choice).isArray() && !schema.path(choice).isEmpty()) {
                var first = schema.path(choice).get(0);
                return choice.equals("enum") ? first : value(first, name, depth + 1);
            }
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, name, depth);
            case "integer", "number" ->
                    JsonNodeFactory.instance.numberNode(schema.path("minimum").asInt(0));
            case "boolean" -> JsonNodeFactory.instance.booleanNode(true);
            case "null" -> JsonNodeFactory.instance.nullNode();
            default -> JsonNodeFactory.instance.stringNode("simulated " + name.replace('_', ' '));
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        var result = JsonNodeFactory.instance.objectNode();
        if (depth < DEEPEST) {
            for (var property : schema.path("properties").properties()) {
                result.set(
                        property.getKey(),
                        value(property.getValue(), property.getKey(), depth + 1));
            }
        }
        return result;
    }

    private JsonNode array(JsonNode schema, String name, int depth) {
        var result = JsonNodeFactory.instance.arrayNode();
        var wanted = Math.max(depth < DEEPEST ? 1 : 0, schema.path("minItems").asInt(0));
        for (int i = 0; i < wanted && schema.has("items"); i++) {
            result.add(value(schema.path("items"), name, depth + 1));
        }
        return result;
    }

    /** Of a union the first type that is not null. */
    private static String type(JsonNode schema) {
        var type = schema.path("type");
        if (type.isArray()) {
            for (var one : type) {
                if (!one.asString("").equals("null")) {
                    return one.asString("").toLowerCase(Locale.ROOT);
                }
            }
        }
        return type.isString()
                ? type.asString().toLowerCase(Locale.ROOT)
                : schema.has("properties") ? "object" : "";
    }
}
