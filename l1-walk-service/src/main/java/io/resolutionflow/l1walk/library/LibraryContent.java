package io.resolutionflow.l1walk.library;

import com.github.f4b6a3.uuid.UuidCreator;
import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.SubflowNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is shipped: the file of the content package, byte for byte, with sub-flow names made
 * explicit.
 */
public record LibraryContent(
        List<Category> categories, List<Problem> problems, List<FlowContent> flows) {

    private static final String FILE = "/content/demo-flows.json";
    private static final UUID URL_NAMESPACE =
            UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    public LibraryContent {
        var slugs = flows.stream().map(FlowContent::slug).collect(Collectors.toSet());
        flows = flows.stream().map(flow -> SubflowNames.linked(flow, slugs)).toList();
        categories = List.copyOf(categories);
        problems = List.copyOf(problems);
    }

    public record Category(String id, String label) {}

    /**
     * @param flowSlug the flow that covers it, or null
     */
    public record Problem(
            String slug,
            String title,
            String category,
            String description,
            List<String> keywords,
            String typicalPriority,
            @Nullable String flowSlug) {}

    public static LibraryContent shipped() {
        // the file has its own, camel-case dialect
        try (var in = Objects.requireNonNull(LibraryContent.class.getResourceAsStream(FILE))) {
            return JsonMapper.builder().build().readValue(in, LibraryContent.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same id on every machine (contract-l1 §9.2). */
    public static UUID flowId(String slug) {
        return UuidCreator.getNameBasedSha1(URL_NAMESPACE, "resolutionflow/library/flows/" + slug);
    }
}
