package io.resolutionflow.l1walk.aibuild.web;

import io.resolutionflow.l1walk.aibuild.BuildNextNode;
import io.resolutionflow.l1walk.aibuild.NextNodeCommand;
import io.resolutionflow.l1walk.text.RequestFields;
import io.resolutionflow.l1walk.walk.NodeView;
import io.resolutionflow.l1walk.walk.WalkActor;
import io.resolutionflow.l1walk.walk.WalkStatus;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /l1/sessions/{id}/next-node} (contract-l1 §5). */
@RestController
@Requires(Gate.L1)
class NextNodeController {

    private final BuildNextNode building;

    NextNodeController(BuildNextNode building) {
        this.building = building;
    }

    record NextNodeRequest(
            @Nullable String nodeId,
            @Nullable String answer,
            @Nullable String note,
            @Nullable Boolean allowOffline) {}

    record NextNodeAnswer(
            @Nullable NodeView node, WalkStatus sessionStatus, int version, boolean replayed) {}

    @PostMapping("/api/v1/l1/sessions/{id}/next-node")
    NextNodeAnswer next(
            @PathVariable UUID id, @RequestBody NextNodeRequest request, Caller caller) {
        var fields = new RequestFields();
        var command =
                new NextNodeCommand(
                        fields.optional("node_id", request.nodeId(), 64),
                        fields.optional("answer", request.answer(), 40),
                        fields.optional("note", request.note(), 2_000),
                        Boolean.TRUE.equals(request.allowOffline()));
        fields.check();
        var answer = building.next(id, command, WalkActor.of(caller));
        var walk = answer.trail().walk();
        return new NextNodeAnswer(
                answer.trail().node(), walk.status(), walk.version(), answer.replayed());
    }
}
