package io.resolutionflow.stack.simulator.http;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The two ways of writing JSON here: {@link #WIRE} leaves names as they are (foreign protocols),
 * {@link #OWN} is snake_case as everywhere in ResolutionFlow.
 */
public enum Json {
    WIRE(JsonMapper.builder().build()),
    OWN(
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    // a misspelt member of a fault must not become a test that proves nothing
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build());

    private final JsonMapper mapper;

    Json(JsonMapper mapper) {
        this.mapper = mapper;
    }

    public byte[] bytes(Object value) {
        return mapper.writeValueAsBytes(value);
    }

    public JsonNode tree(Object value) {
        return mapper.valueToTree(value);
    }

    /** Empty when the text is no JSON at all; which error that is depends on the protocol. */
    public Optional<JsonNode> read(byte[] body) {
        try {
            var node = mapper.readTree(body);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a request of the admin port.
     *
     * @throws IllegalArgumentException when the body is not of that shape
     */
    public <T> T read(byte[] body, Class<T> type) {
        try {
            var value = mapper.readValue(body, type);
            if (value == null) {
                throw new IllegalArgumentException("The body must be a JSON object.");
            }
            return value;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "The body cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
