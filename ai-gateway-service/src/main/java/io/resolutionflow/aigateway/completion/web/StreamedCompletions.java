package io.resolutionflow.aigateway.completion.web;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.resolutionflow.aigateway.completion.CompleteTask;
import io.resolutionflow.aigateway.completion.CompletionCommand;
import io.resolutionflow.contracts.ai.AiCalls.Completion;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.sse.ReaderGone;
import io.resolutionflow.platform.sse.SseStream;
import io.resolutionflow.platform.sse.SseStreams;
import io.resolutionflow.platform.sse.SseStreams.Caps;
import io.resolutionflow.platform.tenancy.TenantContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Streamed answers (contract-ai §3.3): new ones, replayed ones, and those resumed after a cut. */
@Component
class StreamedCompletions {

    private final CompleteTask completeTask;
    private final SseStreams streams;
    private final JsonMapper json;
    private final Tracer tracer;

    StreamedCompletions(
            CompleteTask completeTask, SseStreams streams, JsonMapper json, Tracer tracer) {
        this.completeTask = completeTask;
        this.streams = streams;
        this.json = json;
        this.tracer = tracer;
    }

    /** Whether a caller asks for events rather than for JSON. */
    static boolean wanted(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        var types = MediaType.parseMediaTypes(accept);
        double events = quality(types, MediaType.TEXT_EVENT_STREAM);
        return events > 0 && events > quality(types, MediaType.APPLICATION_JSON);
    }

    private static double quality(java.util.List<MediaType> types, MediaType wanted) {
        return types.stream()
                .filter(type -> type.equalsTypeAndSubtype(wanted))
                .mapToDouble(MediaType::getQualityValue)
                .max()
                .orElse(0);
    }

    void serve(
            Caller caller,
            CompletionCommand command,
            HttpServletRequest request,
            HttpServletResponse response) {
        streams.serve(
                "completions",
                Caps.none(),
                request,
                response,
                stream -> serve(caller, command, stream, response));
    }

    private void serve(
            Caller caller,
            CompletionCommand command,
            SseStream stream,
            HttpServletResponse response)
            throws ReaderGone, InterruptedException {
        var answer = new CompletionStream(stream, json, response::isCommitted);
        Optional<String> last = stream.lastEventId();
        if (last.isPresent()) {
            resume(caller, command, answer, last.get());
            return;
        }
        Span span = tracer.currentSpan();
        answer.serve(
                listener -> completeTask.complete(caller, command, listener),
                call ->
                        Thread.ofVirtual()
                                .name("completion")
                                .start(() -> inContext(caller, span, call)));
    }

    private void inContext(Caller caller, @Nullable Span span, Runnable call) {
        try (var scope = span == null ? null : tracer.withSpan(span)) {
            TenantContext.run(caller.account(), call);
        }
    }

    private void resume(
            Caller caller, CompletionCommand command, CompletionStream answer, String lastEventId)
            throws ReaderGone {
        Completion finished =
                completeTask
                        .finished(caller, command)
                        .filter(one -> lastEventId.startsWith(one.requestId() + ":"))
                        .orElseThrow(() -> notResumable());
        answer.replay(finished, told(lastEventId));
    }

    private static long told(String lastEventId) {
        try {
            return Long.parseLong(lastEventId.substring(lastEventId.lastIndexOf(':') + 1));
        } catch (NumberFormatException e) {
            throw notResumable();
        }
    }

    private static DomainException notResumable() {
        return DomainException.conflict(
                "stream_not_resumable", "This answer is not finished; it cannot be resumed.");
    }
}
