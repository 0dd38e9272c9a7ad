package io.resolutionflow.handoff.stream.web;

import io.resolutionflow.handoff.stream.Reader;
import io.resolutionflow.handoff.stream.StreamAdmission;
import io.resolutionflow.handoff.stream.StreamSession;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.platform.sse.SseStreams;
import io.resolutionflow.platform.sse.SseStreams.Caps;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * GET escalations/stream (contract-handoffs §5). Blocks its virtual thread while the stream is
 * open.
 */
@RestController
class StreamController {

    private final StreamAdmission admission;
    private final StreamSession sessions;
    private final SseStreams streams;

    StreamController(StreamAdmission admission, StreamSession sessions, SseStreams streams) {
        this.admission = admission;
        this.sessions = sessions;
        this.streams = streams;
    }

    @Requires(Gate.ENGINEER)
    @GetMapping("/api/v1/ai-sessions/escalations/stream")
    void stream(
            @RequestParam(name = "include_own", defaultValue = "false") boolean includeOwn,
            @RequestParam(name = "include_parked", defaultValue = "false") boolean includeParked,
            HttpServletRequest request,
            HttpServletResponse response,
            Caller caller) {
        if (request.getMethod().equals("HEAD")) {
            // nobody would read, and nothing would tell that they have left
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            return;
        }
        var reader = new Reader(caller.userId(), includeOwn, includeParked);
        // counted over all replicas, by leased rows
        streams.serve(
                "escalations",
                Caps.none(),
                request,
                response,
                stream -> {
                    UUID connection = admission.admit(caller.userId());
                    try {
                        sessions.serve(connection, reader, stream);
                    } finally {
                        admission.dismiss(connection);
                    }
                });
    }
}
