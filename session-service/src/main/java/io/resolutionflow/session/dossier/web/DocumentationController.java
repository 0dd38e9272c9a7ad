package io.resolutionflow.session.dossier.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.session.dossier.Document;
import io.resolutionflow.session.dossier.Documentation;
import io.resolutionflow.session.session.Actor;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** GET S/{id}/documentation (contract-sessions §4.4). */
@RestController
class DocumentationController {

    private final Document document;

    DocumentationController(Document document) {
        this.document = document;
    }

    @GetMapping("/api/v1/ai-sessions/{id}/documentation")
    @Requires(Gate.ACTIVE)
    Documentation documentation(Caller caller, @PathVariable UUID id) {
        return document.of(Actor.of(caller), id);
    }
}
