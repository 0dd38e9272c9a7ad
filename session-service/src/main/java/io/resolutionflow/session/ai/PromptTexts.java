package io.resolutionflow.session.ai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prompts and answer schemas: resource files of this service, read once. */
@Component
public class PromptTexts {

    private final ConcurrentHashMap<String, String> texts = new ConcurrentHashMap<>();
    private final JsonMapper json;

    public PromptTexts(JsonMapper json) {
        this.json = json;
    }

    /**
     * @param name file under {@code prompts/}
     */
    public String text(String name) {
        return texts.computeIfAbsent(name, PromptTexts::read);
    }

    public JsonNode schema(String name) {
        return json.readTree(text(name));
    }

    private static String read(String name) {
        try {
            return new ClassPathResource("prompts/" + name)
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
