package io.resolutionflow.l1walk.desk.web;

import io.resolutionflow.l1walk.desk.AuditTrail;
import io.resolutionflow.l1walk.desk.TicketDesk;
import io.resolutionflow.l1walk.desk.TicketDetail;
import io.resolutionflow.l1walk.desk.TicketRow;
import io.resolutionflow.l1walk.text.RequestFields;
import io.resolutionflow.l1walk.walk.WalkActor;
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

/** Queue, tickets and audit log (contract-l1 §7). */
@RestController
@RequestMapping("/api/v1/l1")
class DeskController {

    private static final Set<String> STATUS = Set.of("open", "walking", "resolved", "escalated");

    private final TicketDesk desk;
    private final AuditTrail audit;

    DeskController(TicketDesk desk, AuditTrail audit) {
        this.desk = desk;
        this.audit = audit;
    }

    record CloseRequest(@Nullable String resolutionNotes) {}

    @GetMapping("/queue")
    @Requires(Gate.L1)
    ResponseEntity<List<TicketRow>> queue(
            @RequestParam(name = "status_filter", required = false) @Nullable String statusFilter,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer skip,
            Caller caller) {
        var fields = new RequestFields();
        String status = fields.oneOf("status_filter", statusFilter, STATUS);
        fields.check();
        var page =
                PageQuery.of(
                        limit,
                        cursor,
                        skip,
                        50,
                        100,
                        "queue|" + caller.account() + caller.userId() + status);
        return page.respond(
                desk.queue(status, page),
                row -> new Keyset(row.createdAt(), UUID.fromString(row.ticketId())));
    }

    @GetMapping("/tickets/{id}")
    @Requires(Gate.L1_READ)
    TicketDetail ticket(@PathVariable UUID id) {
        return desk.ticket(id);
    }

    @PostMapping("/tickets/{id}/close")
    @Requires(Gate.L1)
    TicketRow close(@PathVariable UUID id, @RequestBody CloseRequest request, Caller caller) {
        var fields = new RequestFields();
        String notes = fields.required("resolution_notes", request.resolutionNotes(), 8_000);
        fields.check();
        return desk.close(id, notes, WalkActor.of(caller));
    }

    @GetMapping("/audit")
    @Requires(Gate.OWNER_ADMIN)
    ResponseEntity<List<AuditTrail.Entry>> audit(
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(name = "actor_id", required = false) @Nullable UUID actorId,
            @RequestParam(name = "resource_id", required = false) @Nullable String resourceId,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer skip,
            Caller caller) {
        var fields = new RequestFields();
        var filter =
                new AuditTrail.Filter(
                        fields.oneOf("action", action, AuditTrail.ACTIONS),
                        actorId,
                        fields.optional("resource_id", resourceId, 200),
                        fields.time("from", from),
                        fields.time("to", to));
        fields.check();
        var page =
                PageQuery.of(
                        limit,
                        cursor,
                        skip,
                        50,
                        100,
                        "audit|" + caller.account() + caller.userId() + filter);
        return page.respond(audit.read(filter, page), entry -> new Keyset(entry.at(), entry.id()));
    }
}
