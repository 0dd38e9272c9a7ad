package io.resolutionflow.l1walk.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing wrong with a structure, or worth a look (contract-l1 §9.1). */
public record FlowFinding(String code, @Nullable String nodeId, String message) {

    /** What {@code validate} answers. */
    public record Report(boolean valid, List<FlowFinding> errors, List<FlowFinding> warnings) {
        public Report {
            errors = List.copyOf(errors);
            warnings = List.copyOf(warnings);
        }
    }
}
