package io.resolutionflow.aigateway.provider.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer schema in the dialects of the vendors' schema modes. What a vendor refuses is stripped
 * for it only: the answer is validated here against the schema as it was asked for.
 */
final class Schemas {

    private static final Set<String> BOUNDS =
            Set.of(
                    "minLength",
                    "maxLength",
                    "minItems",
                    "maxItems",
                    "minimum",
                    "maximum",
                    "exclusiveMinimum",
                    "exclusiveMaximum");
    private static final Set<String> GOOGLE_DROPS =
            Set.of(
                    "additionalProperties",
                    "const",
                    "$defs",
                    "$ref",
                    "exclusiveMinimum",
                    "exclusiveMaximum");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Schemas() {}

    /** Bounds out, objects closed. */
    static JsonNode forAnthropic(JsonNode schema) {
        return closed(schema, false);
    }

    /** Bounds out, objects closed, every property required: what was optional may be null. */
    static JsonNode forOpenAi(JsonNode schema) {
        return closed(schema, true);
    }

    private static JsonNode closed(JsonNode schema, boolean allRequired) {
        if (!(schema instanceof ObjectNode object)) {
            return schema;
        }
        ObjectNode result = NODES.objectNode();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            switch (entry.getKey()) {
                case "properties", "$defs" ->
                        result.set(entry.getKey(), each(entry.getValue(), allRequired));
                case "items" -> result.set("items", closed(entry.getValue(), allRequired));
                case "anyOf" -> {
                    ArrayNode options = result.putArray("anyOf");
                    entry.getValue().forEach(option -> options.add(closed(option, allRequired)));
                }
                default -> {
                    if (!BOUNDS.contains(entry.getKey())) {
                        result.set(entry.getKey(), entry.getValue());
                    }
                }
            }
        }
        if (isObject(object)) {
            result.put("additionalProperties", false);
            if (allRequired) {
                requireAll(result, object);
            }
        }
        return result;
    }

    private static ObjectNode each(JsonNode members, boolean allRequired) {
        ObjectNode result = NODES.objectNode();
        members.properties()
                .forEach(member ->
                        result.set(member.getKey(), closed(member.getValue(), allRequired)));
        return result;
    }

    private static void requireAll(ObjectNode result, ObjectNode original) {
        List<String> required = new ArrayList<>();
        original.path("required").forEach(name -> required.add(name.asString()));
        ArrayNode all = result.putArray("required");
        if (result.get("properties") instanceof ObjectNode properties) {
            for (String name : List.copyOf(properties.propertyNames())) {
                all.add(name);
                if (!required.contains(name) && properties.get(name) instanceof ObjectNode member) {
                    properties.set(name, orNull(member));
                }
            }
        }
    }

    private static JsonNode orNull(ObjectNode member) {
        JsonNode type = member.path("type");
        if (type.isString() && !member.has("enum") && !member.has("const")) {
            ObjectNode wider = member.deepCopy();
            wider.putArray("type").add(type.asString()).add("null");
            return wider;
        }
        ObjectNode union = NODES.objectNode();
        union.putArray("anyOf").add(member).addObject().put("type", "null");
        return union;
    }

    private static boolean isObject(ObjectNode schema) {
        JsonNode type = schema.path("type");
        if (type.isString()) {
            return type.asString().equals("object");
        }
        return schema.has("properties");
    }

    /**
     * Gemini's OpenAPI subset: upper-case types, {@code nullable} for null, references resolved.
     */
    static JsonNode forGoogle(JsonNode schema) {
        return google(schema, schema);
    }

    private static JsonNode google(JsonNode schema, JsonNode root) {
        String reference = schema.path("$ref").asString("");
        if (!reference.isEmpty()) {
            return google(root.at(reference.substring(1)), root);
        }
        if (!(schema instanceof ObjectNode object)) {
            // true: anything; the vendor has no word for it but a text
            return NODES.objectNode().put("type", "STRING");
        }
        ObjectNode result = NODES.objectNode();
        type(object, result);
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String word = entry.getKey();
            JsonNode value = entry.getValue();
            switch (word) {
                case "type" -> {
                    // done
                }
                case "properties" -> {
                    ObjectNode members = result.putObject("properties");
                    ArrayNode order = result.putArray("propertyOrdering");
                    value.properties()
                            .forEach(member -> {
                                members.set(member.getKey(), google(member.getValue(), root));
                                order.add(member.getKey());
                            });
                }
                case "items" -> result.set("items", google(value, root));
                case "anyOf" -> anyOf(value, root, result);
                case "enum" -> enumeration(value, result);
                default -> {
                    if (!GOOGLE_DROPS.contains(word)) {
                        result.set(word, value);
                    }
                }
            }
        }
        return result;
    }

    private static void type(ObjectNode schema, ObjectNode result) {
        JsonNode type = schema.path("type");
        if (type.isString()) {
            result.put("type", type.asString().toUpperCase(java.util.Locale.ROOT));
        }
        List<String> kinds = new ArrayList<>();
        type.forEach(one -> kinds.add(one.asString().toUpperCase(java.util.Locale.ROOT)));
        if (kinds.remove("NULL")) {
            result.put("nullable", true);
        }
        if (kinds.size() == 1) {
            result.put("type", kinds.getFirst());
        } else if (kinds.size() > 1) {
            ArrayNode options = result.putArray("anyOf");
            kinds.forEach(kind -> options.addObject().put("type", kind));
        }
    }

    private static void anyOf(JsonNode options, JsonNode root, ObjectNode result) {
        ArrayNode kept = NODES.arrayNode();
        for (JsonNode option : options) {
            if (option.path("type").asString("").equals("null")) {
                result.put("nullable", true);
            } else {
                kept.add(google(option, root));
            }
        }
        if (kept.size() == 1 && kept.get(0) instanceof ObjectNode only) {
            only.properties().forEach(member -> result.set(member.getKey(), member.getValue()));
        } else {
            result.set("anyOf", kept);
        }
    }

    private static void enumeration(JsonNode values, ObjectNode result) {
        ArrayNode kept = result.putArray("enum");
        for (JsonNode value : values) {
            if (value.isNull()) {
                result.put("nullable", true);
            } else {
                kept.add(value.asString());
            }
        }
        result.put("type", "STRING");
    }
}
