package io.resolutionflow.l1walk.proposal.web;

import io.resolutionflow.l1walk.flow.FlowCategories;
import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.StructureReader;
import io.resolutionflow.l1walk.proposal.FlowProposal;
import io.resolutionflow.l1walk.proposal.ProposalList.Filter;
import io.resolutionflow.l1walk.proposal.ProposalView;
import io.resolutionflow.l1walk.proposal.ReadProposals;
import io.resolutionflow.l1walk.proposal.ReviewProposal;
import io.resolutionflow.l1walk.proposal.ReviewProposal.Verdict;
import io.resolutionflow.l1walk.text.RequestFields;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.paging.Keyset;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The review queue (contract-l1 §10.1). */
@RestController
@RequestMapping("/api/v1/flow-proposals")
@Requires(Gate.ENGINEER)
class ProposalController {

    private static final Set<String> ACTIONS = Set.of("approve", "modify", "reject", "dismiss");

    private final ReadProposals reading;
    private final ReviewProposal reviewing;
    private final StructureReader structures;
    private final FlowCategories categories;

    ProposalController(
            ReadProposals reading,
            ReviewProposal reviewing,
            StructureReader structures,
            FlowCategories categories) {
        this.reading = reading;
        this.reviewing = reviewing;
        this.structures = structures;
        this.categories = categories;
    }

    record ReviewRequest(
            @Nullable String action,
            @Nullable Integer version,
            @Nullable String note,
            @Nullable JsonNode flow,
            @Nullable Boolean acceptStubs) {}

    @GetMapping
    ResponseEntity<List<ProposalView.Row>> list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(name = "proposal_type", required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable Boolean validated,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer skip,
            Caller caller) {
        var fields = new RequestFields();
        var filter =
                new Filter(
                        fields.oneOf("status", status, FlowProposal.STATUS),
                        fields.oneOf("proposal_type", type, FlowProposal.TYPES),
                        fields.oneOf("source", source, FlowProposal.SOURCES),
                        categories.ofFlows(fields, category),
                        validated,
                        fields.search("q", q));
        fields.check();
        var page =
                PageQuery.of(
                        limit,
                        cursor,
                        skip,
                        50,
                        100,
                        "proposals|" + caller.account() + caller.userId() + filter);
        return page.respond(
                reading.list(filter, page), row -> new Keyset(row.createdAt(), row.id()));
    }

    @GetMapping("/stats")
    ReadProposals.Stats stats() {
        return reading.stats();
    }

    @GetMapping("/{id}")
    ProposalView proposal(@PathVariable UUID id) {
        return reading.read(id);
    }

    @PostMapping("/{id}/review")
    ProposalView review(@PathVariable UUID id, @RequestBody ReviewRequest request, Caller caller) {
        var fields = new RequestFields();
        String action = fields.oneOf("action", request.action(), ACTIONS);
        fields.require(
                action != null || request.action() != null, "action", "required", "Say what.");
        fields.require(
                request.version() != null, "version", "required", "The version you looked at.");
        String note = fields.optional("note", request.note(), 2_000);
        fields.require(
                !"reject".equals(action) || note != null,
                "note",
                "required",
                "Say why it is rejected.");
        FlowContent flow = "modify".equals(action) ? flow(request.flow(), fields) : null;
        fields.check();
        return reviewing.review(
                id,
                new Verdict(
                        Objects.requireNonNull(action),
                        Objects.requireNonNull(request.version()),
                        note,
                        flow,
                        Boolean.TRUE.equals(request.acceptStubs())),
                caller);
    }

    private @Nullable FlowContent flow(@Nullable JsonNode body, RequestFields fields) {
        if (body == null || !body.isObject()) {
            fields.problem("flow", "required", "Send the changed flow.");
            return null;
        }
        return structures.read(body, "flow.", categories.keys(), fields);
    }
}
