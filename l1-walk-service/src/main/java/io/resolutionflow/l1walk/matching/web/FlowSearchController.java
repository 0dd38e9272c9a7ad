package io.resolutionflow.l1walk.matching.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.resolutionflow.l1walk.flow.FlowCategories;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.flow.FlowRow;
import io.resolutionflow.l1walk.flow.FlowSummary;
import io.resolutionflow.l1walk.matching.FlowCandidate;
import io.resolutionflow.l1walk.matching.MatchFlows;
import io.resolutionflow.l1walk.text.RequestFields;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.InternalApi;
import io.resolutionflow.platform.security.Requires;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Search over published flows: the index and the ranking of intake (contract-l1 §9.2, §12). */
@RestController
class FlowSearchController {

    private final MatchFlows matching;
    private final FlowRepository flows;
    private final FlowCategories categories;

    FlowSearchController(MatchFlows matching, FlowRepository flows, FlowCategories categories) {
        this.matching = matching;
        this.flows = flows;
        this.categories = categories;
    }

    /** A row of the flow list with how well it fits. */
    record Found(@JsonUnwrapped FlowSummary flow, double score, List<String> why) {}

    @GetMapping("/api/v1/flows/search")
    @Requires(Gate.ACTIVE)
    List<Found> search(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable Integer limit,
            Caller caller) {
        List<FlowCandidate> found = found(q, category, limit);
        Map<UUID, FlowRow> rows =
                flows.rows(found.stream().map(FlowCandidate::flowId).toList()).stream()
                        .collect(Collectors.toMap(row -> row.entry().id(), row -> row));
        return found.stream()
                .filter(one -> rows.containsKey(one.flowId()))
                .map(one ->
                        new Found(
                                FlowSummary.of(
                                        Objects.requireNonNull(rows.get(one.flowId())), caller),
                                one.score(),
                                one.why()))
                .toList();
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
        fields.require(q != null, "q", "required", "This value is needed.");
        String text = fields.search("q", q);
        String wanted = categories.ofFlows(fields, category);
        int most = fields.range("limit", limit, 10, 1, 20);
        fields.check();
        return matching.match(String.valueOf(text), List.of()).candidates().stream()
                .filter(candidate -> wanted == null || candidate.category().equals(wanted))
                .limit(most)
                .toList();
    }
}
