package io.resolutionflow.handoff.handoff.web;

import io.resolutionflow.handoff.handoff.AuditRow;
import io.resolutionflow.handoff.handoff.AuditTrail;
import io.resolutionflow.handoff.handoff.HandoffReading;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.paging.Keyset;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what to a hand-off (contract-handoffs §3, §12). */
@RestController
class AuditController {

    private final HandoffReading reading;
    private final AuditTrail trail;

    AuditController(HandoffReading reading, AuditTrail trail) {
        this.reading = reading;
        this.trail = trail;
    }

    @Requires(Gate.OWNER_ADMIN)
    @GetMapping("/api/v1/ai-sessions/{sessionId}/handoffs/{handoffId}/audit")
    ResponseEntity<List<AuditRow>> audit(
            @PathVariable UUID sessionId,
            @PathVariable UUID handoffId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer skip,
            Caller caller) {
        String binding =
                "handoff-audit:" + caller.account() + ":" + caller.userId() + ":" + handoffId;
        var page = PageQuery.of(limit, cursor, skip, 50, 100, binding);
        reading.one(sessionId, handoffId, caller);
        return page.respond(trail.of(handoffId, page), row -> new Keyset(row.at(), row.id()));
    }
}
