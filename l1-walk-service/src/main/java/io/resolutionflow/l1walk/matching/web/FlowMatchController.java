package io.resolutionflow.l1walk.matching.web;

import io.resolutionflow.contracts.l1.L1Calls.Candidate;
import io.resolutionflow.contracts.l1.L1Calls.Matches;
import io.resolutionflow.l1walk.flow.FlowNode;
import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.flow.PublishedFlow;
import io.resolutionflow.l1walk.matching.FlowCandidate;
import io.resolutionflow.l1walk.matching.MatchFlows;
import io.resolutionflow.l1walk.matching.MatchResult;
import io.resolutionflow.l1walk.text.InputText;
import io.resolutionflow.l1walk.text.RequestFields;
import io.resolutionflow.platform.security.InternalApi;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /internal/v1/flows/match}: published flows only, calibrated scores, the caller sets
 * its own bound.
 */
@RestController
@InternalApi("session-service")
class FlowMatchController {

    private static final int STATEMENT = 4_000;
    private static final int EXCERPT = 2_000;

    private final MatchFlows matching;
    private final FlowRepository flows;

    FlowMatchController(MatchFlows matching, FlowRepository flows) {
        this.matching = matching;
        this.flows = flows;
    }

    record MatchBody(
            @Nullable String problemText,
            @Nullable Integer limit,
            @Nullable List<UUID> excludeFlowIds) {}

    @PostMapping("/internal/v1/flows/match")
    Matches match(@RequestBody MatchBody body) {
        var fields = new RequestFields();
        String text = fields.required("problem_text", body.problemText(), STATEMENT);
        int limit = fields.range("limit", body.limit(), 3, 1, 10);
        fields.check();
        MatchResult result =
                matching.match(
                        text, body.excludeFlowIds() == null ? List.of() : body.excludeFlowIds());
        List<Candidate> candidates =
                result.candidates().stream().limit(limit).map(this::candidate).toList();
        return new Matches(candidates, result.pFlow(), result.mode().wireName());
    }

    private Candidate candidate(FlowCandidate one) {
        return new Candidate(
                one.flowId(),
                one.title(),
                one.description(),
                one.category(),
                one.source().wireName(),
                one.versionNo(),
                one.score(),
                one.why(),
                excerpt(flows.pinned(new FlowRef(one.source(), one.flowId(), one.versionNo()))));
    }

    private static String excerpt(PublishedFlow flow) {
        String nodes =
                flow.content().nodes().stream()
                        .map(FlowNode::text)
                        .collect(Collectors.joining("\n"));
        return InputText.head(nodes, EXCERPT);
    }
}
