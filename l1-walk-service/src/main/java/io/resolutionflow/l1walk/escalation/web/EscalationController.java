package io.resolutionflow.l1walk.escalation.web;

import io.resolutionflow.l1walk.escalation.EscalateWalk;
import io.resolutionflow.l1walk.escalation.HandOn;
import io.resolutionflow.l1walk.flow.HandOffReasons;
import io.resolutionflow.l1walk.text.InputText;
import io.resolutionflow.l1walk.text.RequestFields;
import io.resolutionflow.l1walk.walk.StartWalk.TicketChoice;
import io.resolutionflow.l1walk.walk.Walk;
import io.resolutionflow.l1walk.walk.WalkActor;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Handing walks on, and the lists of what was handed on (contract-l1 §4.2, §7). */
@RestController
@RequestMapping("/api/v1/l1")
class EscalationController {

    private static final Set<String> PRIORITIES = Set.of("low", "normal", "high", "urgent");
    private static final Set<String> SCOPES = Set.of("mine", "account");
    private static final Set<String> STATES =
            Set.of("requested", "queued", "claimed", "resolved", "cancelled", "closed");
    private static final int SHORTEST_REASON = 3;

    private final EscalateWalk escalating;
    private final WalkLists lists;

    EscalationController(EscalateWalk escalating, WalkLists lists) {
        this.escalating = escalating;
        this.lists = lists;
    }

    record EscalateRequest(
            @Nullable String reasonCategory, @Nullable String reason, @Nullable String priority) {}

    record WithoutWalkRequest(
            @Nullable String problemStatement,
            @Nullable String customerName,
            @Nullable String customerContact,
            @Nullable String reasonCategory,
            @Nullable String reason,
            @Nullable String priority,
            @Nullable UUID followsIntakeId,
            @Nullable UUID ticketId,
            @Nullable String psaTicketId,
            @Nullable UUID psaConnectionId) {}

    @PostMapping("/sessions/{id}/escalate")
    @Requires(Gate.L1)
    WalkView escalate(@PathVariable UUID id, @RequestBody EscalateRequest request, Caller caller) {
        var fields = new RequestFields();
        HandOn handOn =
                handOn(fields, request.reasonCategory(), request.reason(), request.priority());
        fields.check();
        return escalating.escalate(id, handOn, WalkActor.of(caller)).view();
    }

    @PostMapping("/escalate-without-walk")
    @Requires(Gate.L1)
    WalkView escalateWithoutWalk(@RequestBody WithoutWalkRequest request, Caller caller) {
        var fields = new RequestFields();
        HandOn handOn =
                handOn(fields, request.reasonCategory(), request.reason(), request.priority());
        var call =
                new Walk.Call(
                        fields.required("problem_statement", request.problemStatement(), 4_000),
                        null,
                        fields.optional("customer_name", request.customerName(), 200),
                        fields.optional("customer_contact", request.customerContact(), 200),
                        request.followsIntakeId(),
                        null);
        String psaTicket = fields.optional("psa_ticket_id", request.psaTicketId(), 64);
        fields.require(
                psaTicket == null || request.ticketId() == null,
                "psa_ticket_id",
                "not_allowed",
                "Name either an internal ticket or one of the PSA.");
        fields.check();
        var choice = new TicketChoice(request.ticketId(), psaTicket, request.psaConnectionId());
        return escalating.escalateWithoutWalk(call, choice, handOn, WalkActor.of(caller)).view();
    }

    @GetMapping("/escalations")
    @Requires(Gate.ENGINEER)
    ResponseEntity<List<WalkView>> all(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(name = "reason_category", required = false)
                    @Nullable String reasonCategory,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer skip,
            Caller caller) {
        var fields = new RequestFields();
        var filter =
                new Filter(
                        null,
                        null,
                        null,
                        null,
                        fields.oneOf("state", state, STATES),
                        fields.oneOf("reason_category", reasonCategory, HandOffReasons.ALL),
                        fields.time("from", from),
                        fields.time("to", to),
                        null,
                        null);
        fields.check();
        return page(filter, limit, cursor, skip, caller);
    }

    @GetMapping("/escalations/mine")
    @Requires(Gate.L1)
    ResponseEntity<List<WalkView>> mine(
            @RequestParam(required = false) @Nullable String scope,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer skip,
            Caller caller) {
        var fields = new RequestFields();
        boolean account = "account".equals(fields.oneOf("scope", scope, SCOPES));
        String wanted = fields.oneOf("state", state, STATES);
        fields.check();
        var filter =
                new Filter(
                        null,
                        null,
                        null,
                        null,
                        wanted,
                        null,
                        null,
                        null,
                        null,
                        account ? null : caller.userId());
        return page(filter, limit, cursor, skip, caller);
    }

    private ResponseEntity<List<WalkView>> page(
            Filter filter,
            @Nullable Integer limit,
            @Nullable String cursor,
            @Nullable Integer skip,
            Caller caller) {
        var page =
                PageQuery.of(
                        limit,
                        cursor,
                        skip,
                        50,
                        100,
                        "escalations|" + caller.account() + caller.userId() + filter);
        List<WalkView> rows = lists.escalated(filter, page).stream().map(WalkTrail::view).toList();
        return page.respond(
                rows,
                walk ->
                        new Keyset(
                                java.util.Objects.requireNonNull(walk.escalatedAt()), walk.id()));
    }

    private static HandOn handOn(
            RequestFields fields,
            @Nullable String category,
            @Nullable String reason,
            @Nullable String priority) {
        String known = fields.oneOf("reason_category", category, HandOffReasons.ALL);
        fields.require(known != null, "reason_category", "required", "Say why it is handed on.");
        String words = fields.optional("reason", reason, 4_000);
        boolean explained = words != null && InputText.length(words) >= SHORTEST_REASON;
        fields.require(
                !HandOffReasons.OTHER.equals(known) || explained,
                "reason",
                "required",
                "Another reason needs at least 3 characters of explanation.");
        String urgency = fields.oneOf("priority", priority, PRIORITIES);
        return new HandOn(String.valueOf(known), words, urgency == null ? "normal" : urgency);
    }
}
