package io.resolutionflow.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/** Texts that try to give orders, and the check that they stay data wherever they are carried. */
public final class InjectionCorpus {

    private static final Pattern SECTION =
            Pattern.compile("<data-([0-9a-f]{16}) name=\"[^\"<>]*\">\\n[\\s\\S]*?\\n</data-\\1>");

    private InjectionCorpus() {}

    public static List<String> attacks() {
        try {
            return new ClassPathResource("injection/attacks.txt")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.length() > 8)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What of a prompt is outside of every data section. */
    public static String outsideData(String prompt) {
        Matcher section = SECTION.matcher(prompt);
        return section.replaceAll("");
    }

    /** All text of rendered messages, in order. */
    public static String textOf(JsonNode messages) {
        var text = new StringBuilder();
        for (JsonNode message : messages) {
            for (JsonNode part : message.path("parts")) {
                text.append(part.path("text").asString("")).append('\n');
            }
        }
        return text.toString();
    }
}
