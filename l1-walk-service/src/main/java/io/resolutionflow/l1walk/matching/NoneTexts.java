package io.resolutionflow.l1walk.matching;

import io.resolutionflow.l1walk.library.LibraryContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What no flow covers: shipped problems without one, and things that are not the desk's business
 * (contract-l1 §3.2).
 */
final class NoneTexts {

    private static final String FILE = "/matching/out-of-scope-examples.json";

    private NoneTexts() {}

    static List<String> ofProblem(LibraryContent.Problem problem) {
        return List.of(
                problem.title(),
                IndexTexts.ofProblem(problem.title(), problem.description(), problem.keywords()),
                String.join(", ", problem.keywords()));
    }

    static List<String> outOfScope() {
        try (var in = Objects.requireNonNull(NoneTexts.class.getResourceAsStream(FILE))) {
            return JsonMapper.builder().build().readValue(in, new TypeReference<List<String>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
