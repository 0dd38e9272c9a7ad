package io.resolutionflow.l1walk.walk.web;

import io.resolutionflow.l1walk.text.RequestFields;
import io.resolutionflow.l1walk.walk.AbandonWalk;
import io.resolutionflow.l1walk.walk.GoBack;
import io.resolutionflow.l1walk.walk.NodeView;
import io.resolutionflow.l1walk.walk.ReadWalk;
import io.resolutionflow.l1walk.walk.ResolveWalk;
import io.resolutionflow.l1walk.walk.SaveNotes;
import io.resolutionflow.l1walk.walk.StepCommand;
import io.resolutionflow.l1walk.walk.TakeOverWalk;
import io.resolutionflow.l1walk.walk.TakeStep;
import io.resolutionflow.l1walk.walk.WalkActor;
import io.resolutionflow.l1walk.walk.WalkStatus;
import io.resolutionflow.l1walk.walk.WalkSubflows;
import io.resolutionflow.l1walk.walk.WalkTrail;
import io.resolutionflow.l1walk.walk.WalkView;
import io.resolutionflow.platform.crash.CrashPoint;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * One walk: {@code /l1/sessions/{id}/…} (contract-l1 §4.2). Texts of nodes sent by a client are not
 * even read (KD-59).
 */
@RestController
@RequestMapping("/api/v1/l1/sessions/{id}")
@Requires(Gate.L1)
class WalkController {

    private static final Set<String> ABANDON_REASONS =
            Set.of("wrong_flow", "caller_gone", "duplicate", "other");

    private final ReadWalk reading;
    private final TakeStep stepping;
    private final GoBack backing;
    private final WalkSubflows subflows;
    private final SaveNotes notes;
    private final TakeOverWalk takeOver;
    private final ResolveWalk resolving;
    private final AbandonWalk abandoning;

    WalkController(
            ReadWalk reading,
            TakeStep stepping,
            GoBack backing,
            WalkSubflows subflows,
            SaveNotes notes,
            TakeOverWalk takeOver,
            ResolveWalk resolving,
            AbandonWalk abandoning) {
        this.reading = reading;
        this.stepping = stepping;
        this.backing = backing;
        this.subflows = subflows;
        this.notes = notes;
        this.takeOver = takeOver;
        this.resolving = resolving;
        this.abandoning = abandoning;
    }

    record StepRequest(
            @Nullable String nodeId,
            @Nullable String answer,
            @Nullable String note,
            @Nullable Integer version) {}

    record BackRequest(
            @Nullable Integer steps, @Nullable UUID toStepId, @Nullable Integer version) {}

    record NodeRequest(@Nullable String nodeId, @Nullable Integer version) {}

    record TakeOverRequest(@Nullable UUID fromUserId, @Nullable String reason) {}

    record ResolveRequest(@Nullable Boolean helpful, @Nullable String resolutionNotes) {}

    record AbandonRequest(@Nullable String reason, @Nullable String note) {}

    record CurrentNode(
            @Nullable NodeView node,
            int version,
            WalkStatus sessionStatus,
            int pathLength,
            boolean awaitingGeneration) {}

    @GetMapping
    @Requires(Gate.L1_READ)
    WalkView walk(@PathVariable UUID id) {
        return reading.read(id).view();
    }

    @GetMapping("/node")
    @Requires(Gate.L1_READ)
    CurrentNode node(@PathVariable UUID id) {
        WalkTrail trail = reading.read(id);
        return new CurrentNode(
                trail.node(),
                trail.walk().version(),
                trail.walk().status(),
                trail.live().size(),
                trail.walk().generation().awaiting());
    }

    @PostMapping("/step")
    WalkView step(@PathVariable UUID id, @RequestBody StepRequest request, Caller caller) {
        var fields = new RequestFields();
        var command =
                new StepCommand(
                        fields.required("node_id", request.nodeId(), 64),
                        fields.required("answer", request.answer(), 40),
                        fields.optional("note", request.note(), 2_000),
                        request.version());
        fields.check();
        WalkView after = stepping.take(id, command, WalkActor.of(caller)).view();
        CrashPoint.hit("l1.after-step-commit");
        return after;
    }

    @PostMapping("/back")
    WalkView back(
            @PathVariable UUID id, @RequestBody(required = false) @Nullable BackRequest request) {
        BackRequest asked = request == null ? new BackRequest(null, null, null) : request;
        var fields = new RequestFields();
        int steps = fields.range("steps", asked.steps(), 1, 1, 200);
        fields.check();
        return backing.back(id, new GoBack.Command(steps, asked.toStepId(), asked.version()))
                .view();
    }

    @PostMapping("/subflow")
    WalkView subflow(@PathVariable UUID id, @RequestBody NodeRequest request) {
        return subflows.open(id, nodeId(request), request.version()).view();
    }

    @PostMapping("/return")
    WalkView returnFromSubflow(@PathVariable UUID id, @RequestBody NodeRequest request) {
        return subflows.close(id, nodeId(request), request.version()).view();
    }

    @PostMapping("/notes")
    WalkView notes(@PathVariable UUID id, @RequestBody NotesRequest request, Caller caller) {
        return notes.save(id, request.items(), request.knownVersion(), WalkActor.of(caller)).view();
    }

    @PostMapping("/take-over")
    WalkView takeOver(@PathVariable UUID id, @RequestBody TakeOverRequest request, Caller caller) {
        var fields = new RequestFields();
        UUID from = request.fromUserId();
        fields.require(from != null, "from_user_id", "required", "Name the handler you saw.");
        String reason = fields.optional("reason", request.reason(), 500);
        fields.check();
        return takeOver.takeOver(
                        id, java.util.Objects.requireNonNull(from), reason, WalkActor.of(caller))
                .view();
    }

    @PostMapping("/resolve")
    WalkView resolve(@PathVariable UUID id, @RequestBody ResolveRequest request, Caller caller) {
        var fields = new RequestFields();
        Boolean helpful = request.helpful();
        fields.require(helpful != null, "helpful", "required", "Say whether this helped.");
        String text = fields.required("resolution_notes", request.resolutionNotes(), 8_000);
        fields.check();
        return resolving
                .resolve(id, Boolean.TRUE.equals(helpful), text, WalkActor.of(caller))
                .view();
    }

    @PostMapping("/abandon")
    WalkView abandon(@PathVariable UUID id, @RequestBody AbandonRequest request, Caller caller) {
        var fields = new RequestFields();
        String reason = fields.oneOf("reason", request.reason(), ABANDON_REASONS);
        fields.require(reason != null, "reason", "required", "Say why.");
        String note = fields.optional("note", request.note(), 500);
        fields.check();
        return abandoning.abandon(id, String.valueOf(reason), note, WalkActor.of(caller)).view();
    }

    @PostMapping("/reopen")
    WalkView reopen(@PathVariable UUID id, Caller caller) {
        return abandoning.reopen(id, WalkActor.of(caller)).view();
    }

    private static String nodeId(NodeRequest request) {
        var fields = new RequestFields();
        String nodeId = fields.required("node_id", request.nodeId(), 64);
        fields.check();
        return nodeId;
    }
}
