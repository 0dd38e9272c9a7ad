package io.resolutionflow.aigateway.offline;

import io.resolutionflow.aigateway.offline.Runbook.Node;
import io.resolutionflow.aigateway.offline.Runbook.Option;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The shipped flows and problems, read once. Their words are all the offline provider may say
 * beside its inputs.
 */
@Component
public class RunbookLibrary {

    /** A known problem; {@code flowSlug} null where no flow covers it. */
    record Problem(
            String slug,
            String title,
            String category,
            String description,
            List<String> keywords,
            @Nullable String flowSlug) {}

    private final List<Runbook> runbooks;
    private final List<Problem> problems;

    public RunbookLibrary() {
        JsonNode content = read("content/demo-flows.json");
        this.runbooks = content.get("flows").valueStream().map(RunbookLibrary::runbook).toList();
        this.problems = content.get("problems").valueStream().map(RunbookLibrary::problem).toList();
    }

    List<Runbook> runbooks() {
        return runbooks;
    }

    List<Problem> problems() {
        return problems;
    }

    Optional<Runbook> titled(String title) {
        return runbooks.stream()
                .filter(runbook -> runbook.title().equalsIgnoreCase(title.strip()))
                .findFirst();
    }

    Optional<Runbook> bySlug(String slug) {
        return runbooks.stream().filter(runbook -> runbook.slug().equals(slug)).findFirst();
    }

    static JsonNode read(String resource) {
        try (InputStream in = new ClassPathResource(resource).getInputStream()) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Runbook runbook(JsonNode flow) {
        var nodes = new LinkedHashMap<String, Node>();
        for (JsonNode node : flow.get("nodes")) {
            var options = new ArrayList<Option>();
            for (JsonNode option : node.get("options")) {
                options.add(
                        new Option(
                                string(option, "label"),
                                string(option, "value"),
                                string(option, "next")));
            }
            String id = string(node, "id");
            nodes.put(
                    id,
                    new Node(
                            id,
                            string(node, "type"),
                            string(node, "text"),
                            node.hasNonNull("detail") ? string(node, "detail") : null,
                            List.copyOf(options)));
        }
        return new Runbook(
                string(flow, "slug"),
                string(flow, "title"),
                string(flow, "category"),
                string(flow, "description"),
                strings(flow.get("keywords")),
                string(flow, "start"),
                nodes);
    }

    private static Problem problem(JsonNode problem) {
        return new Problem(
                string(problem, "slug"),
                string(problem, "title"),
                string(problem, "category"),
                string(problem, "description"),
                strings(problem.get("keywords")),
                problem.hasNonNull("flowSlug") ? string(problem, "flowSlug") : null);
    }

    private static String string(JsonNode node, String member) {
        return node.get(member).asString();
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
