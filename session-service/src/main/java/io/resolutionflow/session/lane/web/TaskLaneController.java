package io.resolutionflow.session.lane.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.session.lane.TaskLane;
import io.resolutionflow.session.session.Actor;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** PUT S/{id}/task-lane (contract-sessions §4.5). */
@RestController
class TaskLaneController {

    private final TaskLane lane;
    private final JsonMapper json;

    TaskLaneController(TaskLane lane, JsonMapper json) {
        this.lane = lane;
        this.json = json;
    }

    @PutMapping("/api/v1/ai-sessions/{id}/task-lane")
    @Requires(Gate.ENGINEER)
    ResponseEntity<Void> save(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody SaveTaskLaneRequest request) {
        // for a body that came without its length
        LaneSize.require(json.writeValueAsBytes(request).length);
        int version = lane.save(Actor.of(caller), id, request.edit());
        return ResponseEntity.noContent().eTag("\"" + version + "\"").build();
    }
}
