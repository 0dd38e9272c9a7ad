package io.resolutionflow.l1walk.flow.web;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowNode;
import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.flow.FlowRow;
import io.resolutionflow.l1walk.flow.FlowVersionInfo;
import io.resolutionflow.l1walk.flow.ImportFlows;
import io.resolutionflow.l1walk.flow.ImportFlows.Imported;
import io.resolutionflow.l1walk.flow.ImportFlows.OnConflict;
import io.resolutionflow.l1walk.flow.ReadVersions;
import io.resolutionflow.l1walk.text.RequestFields;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Versions of flows, and flows as files (contract-l1 §9.2). */
@RestController
@RequestMapping("/api/v1/flows")
@Requires(Gate.ENGINEER)
class FlowExchangeController {

    private static final int MOST_BYTES = 1024 * 1024;
    private static final Set<String> ON_CONFLICT = Set.of("fail", "rename", "new_draft");

    private final FlowRequests requests;
    private final ImportFlows importing;
    private final ReadVersions versions;
    private final FlowRepository flows;
    private final JsonMapper json;

    FlowExchangeController(
            FlowRequests requests,
            ImportFlows importing,
            ReadVersions versions,
            FlowRepository flows,
            JsonMapper json) {
        this.requests = requests;
        this.importing = importing;
        this.versions = versions;
        this.flows = flows;
        this.json = json;
    }

    record FlowFile(String format, int formatVersion, List<FlowContent> flows) {}

    /** A version's data beside its structure, in one object. */
    record VersionView(
            int versionNo,
            Instant publishedAt,
            @Nullable String publishedByName,
            @Nullable String changeNote,
            int nodeCount,
            String checksum,
            String slug,
            String title,
            String category,
            @Nullable String description,
            List<String> keywords,
            List<String> tags,
            String start,
            List<FlowNode> nodes) {

        static VersionView of(ReadVersions.Version version) {
            FlowVersionInfo info = version.info();
            FlowContent c = version.content();
            return new VersionView(
                    info.versionNo(),
                    info.publishedAt(),
                    info.publishedByName(),
                    info.changeNote(),
                    info.nodeCount(),
                    info.checksum(),
                    c.slug(),
                    c.title(),
                    c.category(),
                    c.description(),
                    c.keywords(),
                    c.tags(),
                    c.start(),
                    c.nodes());
        }
    }

    @GetMapping("/{id}/versions")
    @Requires(Gate.ACTIVE)
    List<FlowVersionInfo> versions(@PathVariable UUID id, Caller caller) {
        return versions.of(id, caller.isEngineerOrAbove());
    }

    @GetMapping("/{id}/versions/{number}")
    @Requires(Gate.ACTIVE)
    VersionView version(@PathVariable UUID id, @PathVariable int number, Caller caller) {
        return VersionView.of(versions.version(id, number, caller.isEngineerOrAbove()));
    }

    @GetMapping("/{id}/export")
    ResponseEntity<FlowFile> export(
            @PathVariable UUID id, @RequestParam(required = false) @Nullable Integer version) {
        FlowRow row = flows.row(id).orElseThrow(DomainException::notFound);
        FlowContent content =
                version == null
                        ? row.content()
                        : flows.version(new FlowRef(row.entry().source(), id, version))
                                .orElseThrow(() ->
                                        DomainException.notFound(
                                                "version", "This flow has no such version."))
                                .content();
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + row.slug() + ".rfflow\"")
                .body(new FlowFile("rfflow", 1, List.of(content)));
    }

    @PostMapping("/import")
    @ResponseStatus(HttpStatus.CREATED)
    List<Imported> take(
            @RequestBody JsonNode body,
            @RequestParam(name = "on_conflict", required = false) @Nullable String onConflict,
            Caller caller) {
        if (json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new DomainException(
                    413, "payload_too_large", "A file has at most 20 flows and 1 MiB.");
        }
        var fields = new RequestFields();
        JsonNode inBody = body.path("on_conflict");
        String said = onConflict == null && inBody.isString() ? inBody.stringValue() : onConflict;
        fields.require(
                inBody.isMissingNode() || inBody.isNull() || inBody.isString(),
                "on_conflict",
                "invalid_type",
                "This is a text.");
        String choice = fields.oneOf("on_conflict", said, ON_CONFLICT);
        fields.check();
        return importing.take(
                requests.file(body),
                OnConflict.valueOf((choice == null ? "fail" : choice).toUpperCase(Locale.ROOT)),
                caller);
    }
}
