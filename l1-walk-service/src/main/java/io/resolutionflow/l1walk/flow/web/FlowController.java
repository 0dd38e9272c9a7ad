package io.resolutionflow.l1walk.flow.web;

import io.resolutionflow.l1walk.flow.AuthorFlow;
import io.resolutionflow.l1walk.flow.FlowCategories;
import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowEntry;
import io.resolutionflow.l1walk.flow.FlowList;
import io.resolutionflow.l1walk.flow.FlowList.Filter;
import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.flow.FlowRow;
import io.resolutionflow.l1walk.flow.FlowSummary;
import io.resolutionflow.l1walk.flow.SwitchLibraryFlow;
import io.resolutionflow.l1walk.text.RequestFields;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.paging.Keyset;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The flow library as readers see it (contract-l1 §9.2). */
@RestController
@RequestMapping("/api/v1/flows")
@Requires(Gate.ACTIVE)
class FlowController {

    private static final Set<String> STATUS = Set.of("draft", "published", "archived");
    private static final Set<String> SOURCES = Set.of("account", "library");
    private static final String DRAFT = "draft";

    private final FlowRepository flows;
    private final FlowList lists;
    private final AuthorFlow authoring;
    private final SwitchLibraryFlow switching;
    private final FlowCategories categories;

    FlowController(
            FlowRepository flows,
            FlowList lists,
            AuthorFlow authoring,
            SwitchLibraryFlow switching,
            FlowCategories categories) {
        this.flows = flows;
        this.lists = lists;
        this.authoring = authoring;
        this.switching = switching;
        this.categories = categories;
    }

    record EnabledRequest(@Nullable Boolean enabled) {}

    record TagCount(String tag, long count) {}

    @GetMapping
    ResponseEntity<List<FlowSummary>> list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Boolean mine,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer skip,
            Caller caller) {
        var fields = new RequestFields();
        String order = fields.oneOf("sort", sort, FlowList.SORTS);
        var filter =
                new Filter(
                        caller.isEngineerOrAbove(),
                        fields.oneOf("status", status, STATUS),
                        fields.oneOf("source", source, SOURCES),
                        categories.ofFlows(fields, category),
                        fields.optional("tag", tag, 64),
                        fields.search("q", q),
                        Boolean.TRUE.equals(mine) ? caller.userId() : null,
                        order == null ? "updated" : order);
        fields.check();
        var page =
                PageQuery.of(
                        limit,
                        cursor,
                        skip,
                        50,
                        100,
                        "flows|" + caller.account() + caller.userId() + filter);
        List<FlowSummary> rows =
                lists.list(filter, page).stream().map(row -> FlowSummary.of(row, caller)).toList();
        return page.respond(rows, row -> new Keyset(row.updatedAt(), row.id()));
    }

    @GetMapping("/tags")
    List<TagCount> tags() {
        return flows.walkableByTag().entrySet().stream()
                .map(e -> new TagCount(e.getKey(), e.getValue()))
                .toList();
    }

    @GetMapping("/{id}")
    FlowView flow(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String version,
            Caller caller) {
        Integer number = version == null || version.equals(DRAFT) ? null : number(version);
        FlowRow row = visible(id, caller);
        if (version == null) {
            return FlowView.of(row, caller);
        }
        return FlowView.of(number == null ? draft(row, caller) : version(row, number), caller);
    }

    private FlowRow draft(FlowRow row, Caller caller) {
        FlowContent draft = caller.isEngineerOrAbove() ? authoring.draft(row.entry().id()) : null;
        if (draft == null) {
            throw caller.isEngineerOrAbove() ? noSuchVersion() : DomainException.notFound();
        }
        return row.showing(draft, row.entry().versionNo());
    }

    private FlowRow version(FlowRow row, int number) {
        FlowEntry entry = row.entry();
        return flows.version(new FlowRef(entry.source(), entry.id(), number))
                .map(published -> row.showing(published.content(), number))
                .orElseThrow(FlowController::noSuchVersion);
    }

    private static DomainException noSuchVersion() {
        return DomainException.notFound("version", "This flow has no such version.");
    }

    private static int number(String version) {
        try {
            return Integer.parseInt(version);
        } catch (NumberFormatException e) {
            throw DomainException.invalid(
                    "version", "invalid_format", "A number, or the word draft.");
        }
    }

    @PutMapping("/{id}/enabled")
    @Requires(Gate.OWNER_ADMIN)
    FlowView enabled(@PathVariable UUID id, @RequestBody EnabledRequest request, Caller caller) {
        var fields = new RequestFields();
        fields.require(request.enabled() != null, "enabled", "required", "Say on or off.");
        fields.check();
        return FlowView.of(
                switching.set(id, Boolean.TRUE.equals(request.enabled()), caller), caller);
    }

    private FlowRow visible(UUID id, Caller caller) {
        return flows.row(id)
                .filter(row -> caller.isEngineerOrAbove() || row.entry().isPublished())
                .orElseThrow(DomainException::notFound);
    }
}
