package io.resolutionflow.l1walk.safety;

import io.resolutionflow.l1walk.text.Glossary;
import io.resolutionflow.l1walk.text.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is never done on the L1 desk, whatever settings say (contract-l1 §3.5). Statements are
 * scanned before a tree is built, nodes before they are shown; authored flows are not scanned.
 */
@Component
public class HardFloor {

    private static final String FILE = "/safety/hard-floor.json";

    private final List<Topic> topics;
    private final List<Compiled> compiled;

    public HardFloor() {
        try (var in = Objects.requireNonNull(HardFloor.class.getResourceAsStream(FILE))) {
            topics =
                    JsonMapper.builder()
                            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                            .build()
                            .readValue(in, Topics.class)
                            .topics();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        compiled = topics.stream().map(Compiled::of).toList();
    }

    /** One topic of the data file, with the examples a test runs. */
    public record Topic(
            String key,
            String title,
            List<String> intakePatterns,
            List<String> nodePatterns,
            List<String> blockedExamples,
            List<String> allowedExamples) {}

    private record Topics(List<Topic> topics) {}

    private record Compiled(Topic topic, List<Pattern> intake, List<Pattern> node) {
        static Compiled of(Topic topic) {
            return new Compiled(
                    topic,
                    topic.intakePatterns().stream().map(Pattern::compile).toList(),
                    topic.nodePatterns().stream().map(Pattern::compile).toList());
        }
    }

    /** The topic a caller's statement hits. */
    public Optional<Topic> inStatement(String text) {
        String normal = Words.normal(text);
        String meant = Words.normal(Glossary.shipped().english(text));
        return compiled.stream()
                .filter(c -> hits(c.intake(), normal) || hits(c.intake(), meant))
                .map(Compiled::topic)
                .findFirst();
    }

    /**
     * The topic a generated node's text hits; a warning that merely names the act hits too, on
     * purpose.
     */
    public Optional<Topic> inNode(String text) {
        String normal = Words.normal(text);
        return compiled.stream()
                .filter(c -> hits(c.node(), normal) || hits(c.intake(), normal))
                .map(Compiled::topic)
                .findFirst();
    }

    public List<Topic> topics() {
        return topics;
    }

    private static boolean hits(List<Pattern> patterns, String normal) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(normal).find());
    }
}
