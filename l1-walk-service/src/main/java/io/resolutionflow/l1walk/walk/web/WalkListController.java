package io.resolutionflow.l1walk.walk.web;

import io.resolutionflow.l1walk.flow.FlowCategories;
import io.resolutionflow.l1walk.text.RequestFields;
import io.resolutionflow.l1walk.walk.WalkLists;
import io.resolutionflow.l1walk.walk.WalkLists.Filter;
import io.resolutionflow.l1walk.walk.WalkTrail;
import io.resolutionflow.l1walk.walk.WalkView;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.paging.Keyset;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists of walks (contract-l1 §4.2). */
@RestController
@RequestMapping("/api/v1/l1/sessions")
class WalkListController {

    private static final Set<String> SCOPES = Set.of("mine", "account");
    private static final Set<String> STATES =
            Set.of("active", "resolved", "escalated", "abandoned");
    private static final Set<String> KINDS = Set.of("flow", "proposal", "adhoc", "ai_build");

    private final WalkLists lists;
    private final FlowCategories categories;

    WalkListController(WalkLists lists, FlowCategories categories) {
        this.lists = lists;
        this.categories = categories;
    }

    @GetMapping("/active")
    @Requires(Gate.L1)
    ResponseEntity<List<WalkView>> active(
            @RequestParam(required = false) @Nullable String scope,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer skip,
            Caller caller) {
        var fields = new RequestFields();
        boolean account = "account".equals(fields.oneOf("scope", scope, SCOPES));
        fields.check();
        var page =
                PageQuery.of(
                        limit,
                        cursor,
                        skip,
                        20,
                        100,
                        "active|" + caller.account() + caller.userId() + account);
        return page.respond(
                views(lists.active(account ? null : caller.userId(), page)),
                w -> new Keyset(w.lastStepAt(), w.id()));
    }

    @GetMapping
    @Requires(Gate.L1_READ)
    ResponseEntity<List<WalkView>> all(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(name = "session_kind", required = false) @Nullable String kind,
            @RequestParam(name = "flow_id", required = false) @Nullable UUID flowId,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String scope,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer skip,
            Caller caller) {
        var fields = new RequestFields();
        boolean mine = "mine".equals(fields.oneOf("scope", scope, SCOPES));
        var filter =
                new Filter(
                        fields.oneOf("status", status, STATES),
                        fields.oneOf("session_kind", kind, KINDS),
                        flowId,
                        categories.ofCalls(fields, category),
                        null,
                        null,
                        fields.time("from", from),
                        fields.time("to", to),
                        fields.search("q", q),
                        mine ? caller.userId() : null);
        fields.check();
        var page =
                PageQuery.of(
                        limit,
                        cursor,
                        skip,
                        50,
                        100,
                        "walks|" + caller.account() + caller.userId() + filter);
        return page.respond(views(lists.all(filter, page)), w -> new Keyset(w.startedAt(), w.id()));
    }

    private static List<WalkView> views(List<WalkTrail> trails) {
        return trails.stream().map(WalkTrail::view).toList();
    }
}
