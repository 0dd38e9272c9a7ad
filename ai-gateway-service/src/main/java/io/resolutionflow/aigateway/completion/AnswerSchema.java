package io.resolutionflow.aigateway.completion;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.resolutionflow.platform.problem.DomainException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The subset of JSON Schema an answer may be asked in, and whether an answer fits (contract-ai
 * §3.1, §5.3).
 */
@Component
public class AnswerSchema {

    private static final int MOST_BYTES = 64 * 1024;
    private static final int DEEPEST = 10;
    private static final int MOST_PATHS = 10;
    private static final Set<String> WORDS =
            Set.of(
                    "type",
                    "properties",
                    "required",
                    "additionalProperties",
                    "items",
                    "enum",
                    "const",
                    "anyOf",
                    "$defs",
                    "$ref",
                    "minLength",
                    "maxLength",
                    "minItems",
                    "maxItems",
                    "minimum",
                    "maximum",
                    "exclusiveMinimum",
                    "exclusiveMaximum",
                    "description");
    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "number", "integer", "boolean", "null");
    private static final Pattern FENCE =
            Pattern.compile("```(?:json)?\\s*\\n(.*?)\\n?```", Pattern.DOTALL);

    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final JsonMapper json;

    public AnswerSchema(JsonMapper json) {
        this.json = json;
    }

    /**
     * @throws DomainException 422 {@code schema_unsupported}
     */
    public void requireSupported(JsonNode schema) {
        if (!schema.isObject()
                || schema.toString().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw unsupported("An answer schema is a JSON object of at most 64 KiB.");
        }
        check(schema, schema, 0, new HashSet<>());
    }

    private static void check(JsonNode schema, JsonNode root, int depth, Set<String> references) {
        if (schema.isBoolean()) {
            return;
        }
        if (!schema.isObject() || depth > DEEPEST) {
            throw unsupported("An answer schema is at most 10 levels deep and made of objects.");
        }
        for (String word : schema.propertyNames()) {
            if (!WORDS.contains(word)) {
                throw unsupported("The schema keyword “" + word + "” is not supported.");
            }
            if (!isWellFormed(word, schema.get(word))) {
                throw unsupported("The schema keyword “" + word + "” has no value of its kind.");
            }
        }
        String reference = schema.path("$ref").asString("");
        if (!reference.isEmpty()) {
            follow(reference, root, depth, references);
        }
        for (JsonNode property : schema.path("properties")) {
            check(property, root, depth + 1, references);
        }
        for (JsonNode option : schema.path("anyOf")) {
            check(option, root, depth + 1, references);
        }
        if (schema.has("items")) {
            check(schema.get("items"), root, depth + 1, references);
        }
        if (schema.has("additionalProperties")) {
            check(schema.get("additionalProperties"), root, depth + 1, references);
        }
    }

    private static boolean isWellFormed(String word, JsonNode value) {
        return switch (word) {
            case "type" ->
                    value.isArray()
                            ? !value.isEmpty() && value.valueStream().allMatch(AnswerSchema::isType)
                            : isType(value);
            case "properties", "$defs" -> value.isObject();
            case "required" -> value.isArray() && value.valueStream().allMatch(JsonNode::isString);
            case "enum", "anyOf" -> value.isArray() && !value.isEmpty();
            case "minLength", "maxLength", "minItems", "maxItems" ->
                    value.isIntegralNumber() && value.asLong() >= 0;
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" -> value.isNumber();
            case "$ref", "description" -> value.isString();
            default -> true;
        };
    }

    private static boolean isType(JsonNode name) {
        return name.isString() && TYPES.contains(name.asString());
    }

    private static void follow(String reference, JsonNode root, int depth, Set<String> references) {
        JsonNode target =
                reference.startsWith("#/$defs/")
                        ? root.at(reference.substring(1))
                        : tools.jackson.databind.node.MissingNode.getInstance();
        if (target.isMissingNode() || references.contains(reference)) {
            throw unsupported("A $ref names an entry of $defs and must not come back to itself.");
        }
        var further = new HashSet<>(references);
        further.add(reference);
        check(target, root, depth + 1, further);
    }

    /** The object of an answer: the whole text, or what a code fence holds. */
    public Optional<JsonNode> parse(String text) {
        Optional<JsonNode> whole = read(text);
        if (whole.isPresent()) {
            return whole;
        }
        Matcher fence = FENCE.matcher(text);
        return fence.find() ? read(fence.group(1)) : Optional.empty();
    }

    /**
     * Paths where an answer does not fit, at most ten; empty when it fits. Never any of its text.
     */
    public List<String> misfits(JsonNode answer, JsonNode schema) {
        return registry.getSchema(schema).validate(answer).stream()
                .map(Error::getInstanceLocation)
                .map(String::valueOf)
                .distinct()
                .limit(MOST_PATHS)
                .toList();
    }

    private Optional<JsonNode> read(String text) {
        try {
            JsonNode node = json.readTree(text.strip());
            return node.isContainer() ? Optional.of(node) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static DomainException unsupported(String detail) {
        return DomainException.unprocessable("schema_unsupported", detail);
    }
}
