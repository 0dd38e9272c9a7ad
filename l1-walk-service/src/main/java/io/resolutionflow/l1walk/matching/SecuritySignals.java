package io.resolutionflow.l1walk.matching;

import io.resolutionflow.l1walk.text.Glossary;
import io.resolutionflow.l1walk.text.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recognises reports of suspicious messages, of credentials typed into a page, of mail sent in the
 * user's name (contract-l1 §3.2 no. 6).
 */
@Component
class SecuritySignals {

    private static final String FILE = "/matching/security-signals.json";

    private final List<Pattern> patterns;

    SecuritySignals() {
        try (var in = Objects.requireNonNull(SecuritySignals.class.getResourceAsStream(FILE))) {
            patterns =
                    JsonMapper.builder()
                            .build()
                            .readValue(in, new TypeReference<List<String>>() {})
                            .stream()
                            .map(Pattern::compile)
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean in(String text) {
        String normal = Words.normal(text);
        String meant = Words.normal(Glossary.shipped().english(text));
        return patterns.stream().anyMatch(p -> p.matcher(normal).find() || p.matcher(meant).find());
    }
}
