package io.resolutionflow.session.config;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * JSON may carry the character zero, PostgreSQL cannot keep it: it is dropped wherever a text is
 * read, so that nobody's words are refused for a character nobody sees.
 */
@Configuration(proxyBeanMethods = false)
class StorableText {

    @Bean
    JacksonModule withoutZeroCharacters() {
        return new SimpleModule("storable-text").addDeserializer(String.class, new Dropping());
    }

    private static final class Dropping extends StringDeserializer {

        @Override
        public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
            String text = super.deserialize(parser, context);
            return text == null || text.indexOf(0) < 0 ? text : text.replace("\0", "");
        }
    }
}
