package io.resolutionflow.platform.autoconfigure;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;

/**
 * Drops the character zero from texts that other programs send in answers and events: PostgreSQL
 * cannot keep it, and a model's or a ticketing system's words must not fail for a character nobody
 * sees. What a caller sends is refused instead, before it is read.
 */
final class StorableText extends StringDeserializer {

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
        String text = super.deserialize(parser, context);
        return text == null || text.indexOf(0) < 0 ? text : text.replace("\0", "");
    }
}
