package io.resolutionflow.l1walk.flow.web;

import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.flow.FlowRow;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.InternalApi;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Structure of a flow for prompts (contract-l1 §12). */
@RestController
@InternalApi("session-service")
class InternalFlowController {

    private final FlowRepository flows;

    InternalFlowController(FlowRepository flows) {
        this.flows = flows;
    }

    record Structure(
            UUID flowId,
            String source,
            int versionNo,
            @com.fasterxml.jackson.annotation.JsonUnwrapped
                    io.resolutionflow.l1walk.flow.FlowContent content) {}

    @GetMapping("/internal/v1/flows/{id}")
    Structure flow(
            @PathVariable UUID id, @RequestParam(required = false) @Nullable Integer version) {
        FlowRow row = flows.row(id).orElseThrow(DomainException::notFound);
        FlowRef ref =
                version == null
                        ? row.entry().published()
                        : new FlowRef(row.entry().source(), id, version);
        return flows.version(ref)
                .map(flow ->
                        new Structure(id, ref.source().wireName(), ref.versionNo(), flow.content()))
                .orElseThrow(() ->
                        DomainException.notFound("version", "This flow has no such version."));
    }
}
