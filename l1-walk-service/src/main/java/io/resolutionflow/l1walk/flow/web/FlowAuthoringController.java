package io.resolutionflow.l1walk.flow.web;

import io.resolutionflow.l1walk.flow.AdoptFlow;
import io.resolutionflow.l1walk.flow.ArchiveFlow;
import io.resolutionflow.l1walk.flow.AuthorFlow;
import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowFinding;
import io.resolutionflow.l1walk.flow.PublishFlow;
import io.resolutionflow.l1walk.flow.StructureReader;
import io.resolutionflow.l1walk.text.RequestFields;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.net.URI;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Writing the account's flows (contract-l1 §9.2). */
@RestController
@RequestMapping("/api/v1/flows")
@Requires(Gate.ENGINEER)
class FlowAuthoringController {

    private final FlowRequests requests;
    private final AuthorFlow authoring;
    private final PublishFlow publishing;
    private final ArchiveFlow archiving;
    private final AdoptFlow adopting;

    FlowAuthoringController(
            FlowRequests requests,
            AuthorFlow authoring,
            PublishFlow publishing,
            ArchiveFlow archiving,
            AdoptFlow adopting) {
        this.requests = requests;
        this.authoring = authoring;
        this.publishing = publishing;
        this.archiving = archiving;
        this.adopting = adopting;
    }

    record DraftFromRequest(@Nullable Integer fromVersion, @Nullable Integer version) {}

    record PublishRequest(@Nullable Integer version, @Nullable String changeNote) {}

    @PostMapping
    ResponseEntity<FlowView> create(@RequestBody JsonNode body, Caller caller) {
        FlowContent content = requests.structure(body, new RequestFields());
        return created(
                FlowView.of(
                        authoring.create(content, StructureReader.namesSlug(body), caller),
                        caller));
    }

    @PutMapping("/{id}/draft")
    FlowView save(@PathVariable UUID id, @RequestBody JsonNode body, Caller caller) {
        var fields = new RequestFields();
        int version = version(body, fields);
        return FlowView.of(
                authoring.save(id, requests.structureOf(id, body, fields), version, caller),
                caller);
    }

    @PostMapping("/{id}/draft")
    FlowView draftFrom(
            @PathVariable UUID id, @RequestBody DraftFromRequest request, Caller caller) {
        var fields = new RequestFields();
        fields.require(request.fromVersion() != null, "from_version", "required", "Which version?");
        fields.check();
        int from = Objects.requireNonNull(request.fromVersion());
        return FlowView.of(authoring.draftFrom(id, from, request.version(), caller), caller);
    }

    @DeleteMapping("/{id}/draft")
    ResponseEntity<Void> deleteDraft(@PathVariable UUID id, Caller caller) {
        authoring.deleteDraft(id, caller);
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable UUID id, Caller caller) {
        authoring.delete(id, caller);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/validate")
    FlowFinding.Report validate(
            @PathVariable UUID id, @RequestBody(required = false) @Nullable JsonNode body) {
        // an empty object is the draft; anything that is no flow is refused before it is looked up
        boolean given = body != null && !(body.isObject() && body.isEmpty());
        return authoring.validate(
                id,
                given
                        ? requests.structure(Objects.requireNonNull(body), new RequestFields())
                        : null);
    }

    @PostMapping("/{id}/publish")
    FlowView publish(@PathVariable UUID id, @RequestBody PublishRequest request, Caller caller) {
        var fields = new RequestFields();
        fields.require(request.version() != null, "version", "required", "The draft's version.");
        String note = fields.optional("change_note", request.changeNote(), 500);
        fields.check();
        int version = Objects.requireNonNull(request.version());
        return FlowView.of(publishing.publish(id, version, note, caller), caller);
    }

    @PostMapping("/{id}/archive")
    FlowView archive(@PathVariable UUID id, Caller caller) {
        return FlowView.of(archiving.archive(id, caller), caller);
    }

    @PostMapping("/{id}/unarchive")
    FlowView unarchive(@PathVariable UUID id, Caller caller) {
        return FlowView.of(archiving.unarchive(id, caller), caller);
    }

    @PostMapping("/{id}/adopt")
    ResponseEntity<FlowView> adopt(@PathVariable UUID id, Caller caller) {
        return created(FlowView.of(adopting.adopt(id, caller), caller));
    }

    private static ResponseEntity<FlowView> created(FlowView flow) {
        return ResponseEntity.created(URI.create("/api/v1/flows/" + flow.summary().id()))
                .body(flow);
    }

    /** Not sent means that the author saw no draft. */
    private static int version(JsonNode body, RequestFields fields) {
        if (!body.isObject()) {
            throw DomainException.invalid("body", "invalid_type", "Send one flow.");
        }
        JsonNode version = body.path("version");
        if (version.isMissingNode() || version.isNull()) {
            return 0;
        }
        boolean whole = version.isIntegralNumber() && version.canConvertToInt();
        fields.require(whole, "version", "invalid_type", "A whole number.");
        return whole ? version.intValue() : 0;
    }
}
