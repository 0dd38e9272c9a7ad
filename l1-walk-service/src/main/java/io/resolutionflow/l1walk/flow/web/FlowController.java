package io.resolutionflow.l1walk.flow.web;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowEntry;
import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.flow.FlowRow;
import io.resolutionflow.l1walk.flow.SwitchLibraryFlow;
import io.resolutionflow.l1walk.text.RequestFields;
import io.resolutionflow.l1walk.text.Words;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.paging.Keyset;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final Map<String, Comparator<FlowRow>> SORTS =
            Map.of(
                    "updated", Comparator.comparing(FlowRow::updatedAt).reversed(),
                    "title", Comparator.comparing(row -> row.content().title()),
                    "usage", Comparator.comparing(FlowRow::started).reversed());

    private final FlowRepository flows;
    private final SwitchLibraryFlow switching;

    FlowController(FlowRepository flows, SwitchLibraryFlow switching) {
        this.flows = flows;
        this.switching = switching;
    }

    record EnabledRequest(@Nullable Boolean enabled) {}

    record TagCount(String tag, long count) {}

    @GetMapping
    ResponseEntity<List<FlowView.Row>> list(
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
        String wantedStatus = fields.oneOf("status", status, STATUS);
        String wantedSource = fields.oneOf("source", source, SOURCES);
        String order = fields.oneOf("sort", sort, SORTS.keySet());
        String text = fields.optional("q", q, 200);
        fields.require(
                q == null || (text != null && text.length() >= 2),
                "q",
                "too_short",
                "At least 2 characters.");
        fields.check();
        String filters =
                String.join(
                        "|",
                        String.valueOf(status),
                        String.valueOf(source),
                        String.valueOf(category),
                        String.valueOf(tag),
                        String.valueOf(q),
                        String.valueOf(mine),
                        String.valueOf(sort));
        var page =
                PageQuery.of(
                        limit,
                        cursor,
                        skip,
                        50,
                        100,
                        "flows|" + caller.account() + caller.userId() + filters);
        Predicate<FlowRow> wanted =
                row ->
                        (caller.isEngineerOrAbove() || row.entry().isPublished())
                                && (wantedStatus == null
                                        || row.entry().status().equals(wantedStatus))
                                && (wantedSource == null
                                        || row.entry().source().wireName().equals(wantedSource))
                                && (category == null || row.content().category().equals(category))
                                && (tag == null || row.content().tags().contains(tag))
                                && (!Boolean.TRUE.equals(mine)
                                        || caller.userId().equals(row.authorId()))
                                && (text == null || mentions(row.content(), text));
        Comparator<FlowRow> sorting =
                Objects.requireNonNull(SORTS.get(order == null ? "updated" : order))
                        .thenComparing(row -> row.entry().id());
        Stream<FlowRow> rows = flows.all().stream().filter(wanted).sorted(sorting);
        var after = page.after();
        if (after != null) {
            rows = rows.dropWhile(row -> !row.entry().id().equals(after.id())).skip(1);
        }
        List<FlowView.Row> fetched =
                rows.skip(page.skip()).limit(page.fetch()).map(FlowView.Row::of).toList();
        return page.respond(fetched, row -> new Keyset(row.updatedAt(), row.id()));
    }

    @GetMapping("/tags")
    List<TagCount> tags() {
        return flows.all().stream()
                .filter(row -> row.entry().isPublished() && row.entry().enabled())
                .flatMap(row -> row.content().tags().stream())
                .collect(Collectors.groupingBy(tag -> tag, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(e -> new TagCount(e.getKey(), e.getValue()))
                .toList();
    }

    @GetMapping("/{id}")
    FlowView flow(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer version,
            Caller caller) {
        FlowRow row = visible(id, caller);
        if (version == null || version.equals(row.entry().versionNo())) {
            return FlowView.of(row);
        }
        FlowContent content =
                flows.version(new FlowRef(row.entry().source(), id, version))
                        .orElseThrow(() ->
                                DomainException.notFound(
                                        "version", "This flow has no such version."))
                        .content();
        return FlowView.of(
                new FlowRow(
                        new FlowEntry(
                                row.entry().source(),
                                id,
                                row.entry().status(),
                                row.entry().enabled(),
                                version),
                        content,
                        row.indexState(),
                        row.started(),
                        row.resolved(),
                        row.closed(),
                        row.helpful(),
                        row.unhelpful(),
                        row.lastMatchedAt(),
                        row.authorId(),
                        row.authorName(),
                        row.createdAt(),
                        row.updatedAt(),
                        row.publishedAt()));
    }

    @PutMapping("/{id}/enabled")
    @Requires(Gate.OWNER_ADMIN)
    FlowView enabled(@PathVariable UUID id, @RequestBody EnabledRequest request, Caller caller) {
        var fields = new RequestFields();
        fields.require(request.enabled() != null, "enabled", "required", "Say on or off.");
        fields.check();
        return FlowView.of(switching.set(id, Boolean.TRUE.equals(request.enabled()), caller));
    }

    private FlowRow visible(UUID id, Caller caller) {
        return flows.row(id)
                .filter(row -> caller.isEngineerOrAbove() || row.entry().isPublished())
                .orElseThrow(DomainException::notFound);
    }

    private static boolean mentions(FlowContent content, String text) {
        String all =
                content.title()
                        + " "
                        + content.description()
                        + " "
                        + String.join(" ", content.keywords());
        return Words.normal(all).contains(Words.normal(text));
    }
}
