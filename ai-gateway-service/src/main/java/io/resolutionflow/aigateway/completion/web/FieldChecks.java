package io.resolutionflow.aigateway.completion.web;

import io.resolutionflow.platform.problem.FieldProblem;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks of optional members that have a small range. */
final class FieldChecks {

    private FieldChecks() {}

    static void oneOf(
            String field,
            @Nullable String value,
            Set<String> allowed,
            List<FieldProblem> problems) {
        if (value != null && !allowed.contains(value)) {
            problems.add(
                    new FieldProblem(
                            field,
                            "unknown_value",
                            "Use one of " + allowed.stream().sorted().toList() + "."));
        }
    }

    static void between(
            String field,
            @Nullable Integer value,
            int least,
            int most,
            List<FieldProblem> problems) {
        if (value != null && (value < least || value > most)) {
            problems.add(
                    new FieldProblem(
                            field,
                            "out_of_range",
                            "Must be between " + least + " and " + most + "."));
        }
    }
}
