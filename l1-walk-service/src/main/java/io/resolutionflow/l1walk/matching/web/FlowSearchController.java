package io.resolutionflow.l1walk.matching.web;

import io.resolutionflow.l1walk.matching.FlowCandidate;
import io.resolutionflow.l1walk.matching.MatchFlows;
import io.resolutionflow.l1walk.text.RequestFields;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.InternalApi;
import io.resolutionflow.platform.security.Requires;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Search over published flows: the index and the ranking of intake (contract-l1 §9.2, §12). */
@RestController
class FlowSearchController {

    private final MatchFlows matching;

    FlowSearchController(MatchFlows matching) {
        this.matching = matching;
    }

    @GetMapping("/api/v1/flows/search")
    @Requires(Gate.ACTIVE)
    List<FlowCandidate> search(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable Integer limit) {
        return found(q, category, limit);
    }

    @GetMapping("/internal/v1/flows/search")
    @InternalApi("session-service")
    List<FlowCandidate> searchForServices(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Integer limit) {
        return found(q, null, limit);
    }

    private List<FlowCandidate> found(
            @Nullable String q, @Nullable String category, @Nullable Integer limit) {
        var fields = new RequestFields();
        String text = fields.required("q", q, 200);
        fields.require(
                text.isEmpty() || text.length() >= 2, "q", "too_short", "At least 2 characters.");
        int most = fields.range("limit", limit, 10, 1, 20);
        fields.check();
        return matching.match(text, List.of()).candidates().stream()
                .filter(candidate -> category == null || candidate.category().equals(category))
                .limit(most)
                .toList();
    }
}
