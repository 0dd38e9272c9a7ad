package io.resolutionflow.session.dossier.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.InternalApi;
import io.resolutionflow.session.dossier.Bundles;
import io.resolutionflow.session.session.InternalActors;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** GET I/{id}/bundle and I/{id}/writeback-context (contract-sessions §10). */
@RestController
@RequestMapping("/internal/v1/ai-sessions/{id}")
class InternalReadController {

    private static final Set<String> PURPOSES = Set.of("assessment", "learning");

    private final Bundles bundles;

    InternalReadController(Bundles bundles) {
        this.bundles = bundles;
    }

    @GetMapping("/bundle")
    @InternalApi({"handoff-service", "l1-walk-service"})
    ResponseEntity<JsonNode> bundle(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam String purpose,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false)
                    @Nullable String known) {
        if (!PURPOSES.contains(purpose)) {
            throw DomainException.invalid(
                    "purpose", "unknown_value", "The purpose is assessment or learning.");
        }
        return answer(bundles.of(InternalActors.reader(caller), id), known);
    }

    @GetMapping("/writeback-context")
    @InternalApi("psa-writeback-service")
    ResponseEntity<JsonNode> writebackContext(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false)
                    @Nullable String known) {
        return answer(bundles.of(InternalActors.reader(caller), id), known);
    }

    private static ResponseEntity<JsonNode> answer(
            Bundles.Versioned versioned, @Nullable String known) {
        String tag = "\"" + versioned.stateVersion() + "\"";
        if (tag.equals(known)) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build();
        }
        return ResponseEntity.ok().eTag(tag).body(versioned.bundle());
    }
}
