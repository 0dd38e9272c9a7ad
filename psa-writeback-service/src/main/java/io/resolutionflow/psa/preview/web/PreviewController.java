package io.resolutionflow.psa.preview.web;

import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.psa.preview.Preview;
import io.resolutionflow.psa.preview.PreviewKind;
import io.resolutionflow.psa.preview.Previews;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The two previews (contract-psa §6). */
@RestController
@RequestMapping("/api/v1/ai-sessions/{sessionId}")
@Requires(Gate.ENGINEER)
class PreviewController {

    private final Previews previews;

    PreviewController(Previews previews) {
        this.previews = previews;
    }

    record Options(@Nullable Boolean regenerate, @Nullable Boolean allowOffline) {}

    @PostMapping("/resolution-note/preview")
    Preview note(
            @PathVariable UUID sessionId,
            @RequestBody(required = false) @Nullable Options options) {
        return preview(PreviewKind.RESOLUTION_NOTE, sessionId, options);
    }

    @PostMapping("/escalation-package/preview")
    Preview escalation(
            @PathVariable UUID sessionId,
            @RequestBody(required = false) @Nullable Options options) {
        return preview(PreviewKind.ESCALATION_PACKAGE, sessionId, options);
    }

    private Preview preview(PreviewKind kind, UUID sessionId, @Nullable Options options) {
        return previews.preview(
                kind,
                sessionId,
                options != null && Boolean.TRUE.equals(options.regenerate()),
                options != null && Boolean.TRUE.equals(options.allowOffline()));
    }
}
