package io.resolutionflow.handoff.handoff.web;

import io.resolutionflow.handoff.handoff.Acted;
import io.resolutionflow.handoff.handoff.ChangeHandoff;
import io.resolutionflow.handoff.handoff.ClaimHandoff;
import io.resolutionflow.handoff.handoff.Handoff;
import io.resolutionflow.handoff.handoff.HandoffReading;
import io.resolutionflow.handoff.handoff.RequestHandoff;
import io.resolutionflow.handoff.handoff.web.Bodies.NewHandoffBody;
import io.resolutionflow.handoff.handoff.web.Bodies.ReasonBody;
import io.resolutionflow.handoff.handoff.web.Bodies.ReassignBody;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.paging.Keyset;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Contract-handoffs §3. {@code session_id} is the id of the source, or of an L1 hand-off's
 * continuation session.
 */
@RestController
@RequestMapping("/api/v1/ai-sessions/{sessionId}")
class HandoffController {

    private final RequestHandoff requesting;
    private final ClaimHandoff claiming;
    private final ChangeHandoff changing;
    private final HandoffReading reading;

    HandoffController(
            RequestHandoff requesting,
            ClaimHandoff claiming,
            ChangeHandoff changing,
            HandoffReading reading) {
        this.requesting = requesting;
        this.claiming = claiming;
        this.changing = changing;
        this.reading = reading;
    }

    @Requires(Gate.ENGINEER)
    @PostMapping("/handoff")
    ResponseEntity<HandoffView> create(
            @PathVariable UUID sessionId,
            @Valid @RequestBody NewHandoffBody body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Caller caller) {
        Handoff handoff = requesting.request(sessionId, body.wish(), caller, key);
        return ResponseEntity.created(
                        URI.create(
                                "/api/v1/ai-sessions/" + sessionId + "/handoffs/" + handoff.id()))
                .body(HandoffView.full(handoff));
    }

    @Requires(Gate.ENGINEER_OR_L1)
    @GetMapping("/handoffs")
    ResponseEntity<List<HandoffView>> history(
            @PathVariable UUID sessionId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer skip,
            @RequestParam(required = false) @Nullable String include,
            Caller caller) {
        boolean withSnapshot = withSnapshot(include);
        String binding =
                "handoffs:"
                        + caller.account()
                        + ":"
                        + caller.userId()
                        + ":"
                        + sessionId
                        + ":"
                        + withSnapshot;
        var page = PageQuery.of(limit, cursor, skip, 50, 100, binding);
        List<HandoffView> views =
                reading.history(sessionId, caller, withSnapshot, page).stream()
                        .map(seen -> HandoffView.listed(seen, withSnapshot))
                        .toList();
        return page.respond(views, view -> new Keyset(view.createdAt(), view.id()));
    }

    @Requires(Gate.ENGINEER_OR_L1)
    @GetMapping("/handoffs/{handoffId}")
    HandoffView one(@PathVariable UUID sessionId, @PathVariable UUID handoffId, Caller caller) {
        return HandoffView.single(reading.one(sessionId, handoffId, caller));
    }

    @Requires(Gate.ENGINEER)
    @PostMapping("/handoffs/{handoffId}/claim")
    HandoffView claim(@PathVariable UUID sessionId, @PathVariable UUID handoffId, Caller caller) {
        return HandoffView.claimed(claiming.claim(sessionId, handoffId, caller));
    }

    @Requires(Gate.ENGINEER)
    @PostMapping("/handoffs/{handoffId}/release")
    HandoffView release(
            @PathVariable UUID sessionId,
            @PathVariable UUID handoffId,
            @Valid @RequestBody(required = false) @Nullable ReasonBody body,
            Caller caller) {
        Acted released = changing.release(sessionId, handoffId, caller, reason(body));
        return HandoffView.changed(released, reading.sightAfter(released.handoff(), caller));
    }

    @Requires(Gate.ENGINEER_OR_L1)
    @PostMapping("/handoffs/{handoffId}/cancel")
    HandoffView cancel(
            @PathVariable UUID sessionId,
            @PathVariable UUID handoffId,
            @Valid @RequestBody(required = false) @Nullable ReasonBody body,
            Caller caller) {
        Acted cancelled = changing.cancel(sessionId, handoffId, caller, reason(body));
        return HandoffView.cancelled(cancelled, reading.sightAfter(cancelled.handoff(), caller));
    }

    @Requires(Gate.ENGINEER)
    @PostMapping("/handoffs/{handoffId}/reassign")
    HandoffView reassign(
            @PathVariable UUID sessionId,
            @PathVariable UUID handoffId,
            @Valid @RequestBody ReassignBody body,
            Caller caller) {
        Acted reassigned =
                changing.reassign(
                        sessionId,
                        handoffId,
                        caller,
                        body.target(),
                        body.wantedPriority(),
                        body.reason());
        return HandoffView.changed(reassigned, reading.sightAfter(reassigned.handoff(), caller));
    }

    private static boolean withSnapshot(@Nullable String include) {
        if (include == null) {
            return false;
        }
        if (!include.equals("snapshot")) {
            throw DomainException.invalid(
                    "include", "unknown_value", "Only snapshot can be included.");
        }
        return true;
    }

    private static @Nullable String reason(@Nullable ReasonBody body) {
        return body == null ? null : body.reason();
    }
}
