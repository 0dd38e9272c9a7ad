package io.resolutionflow.handoff.stream.web;

import io.resolutionflow.handoff.stream.Reader;
import io.resolutionflow.handoff.stream.StreamAdmission;
import io.resolutionflow.handoff.stream.StreamSession;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * GET escalations/stream (contract-handoffs §5). Blocks its virtual thread while the stream is
 * open.
 */
@RestController
class StreamController {

    private static final Logger log = LoggerFactory.getLogger(StreamController.class);

    private final StreamAdmission admission;
    private final StreamSession sessions;
    private final JsonMapper json;

    StreamController(StreamAdmission admission, StreamSession sessions, JsonMapper json) {
        this.admission = admission;
        this.sessions = sessions;
        this.json = json;
    }

    @Requires(Gate.ENGINEER)
    @GetMapping("/api/v1/ai-sessions/escalations/stream")
    void stream(
            @RequestParam(name = "include_own", defaultValue = "false") boolean includeOwn,
            @RequestParam(name = "include_parked", defaultValue = "false") boolean includeParked,
            @RequestParam(name = "last_event_id", required = false)
                    @Nullable String lastEventIdParameter,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletResponse response,
            Caller caller) {
        Instant expiresAt = tokenExpiry();
        UUID connection = admission.admit(caller.userId());
        try {
            sessions.serve(
                    connection,
                    new Reader(caller.userId(), includeOwn, includeParked),
                    lastEventId != null ? lastEventId : lastEventIdParameter,
                    expiresAt,
                    new SseResponse(response, json));
        } catch (IOException gone) {
            log.atDebug().log("reader left the stream");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            admission.dismiss(connection);
        }
    }

    private static Instant tokenExpiry() {
        if (SecurityContextHolder.getContext().getAuthentication()
                        instanceof JwtAuthenticationToken token
                && token.getToken().getExpiresAt() != null) {
            return token.getToken().getExpiresAt();
        }
        throw new IllegalStateException("a verified token always expires");
    }
}
