package io.resolutionflow.toy;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.platform.sse.SseMailbox;
import io.resolutionflow.platform.sse.SseNext;
import io.resolutionflow.platform.sse.SseSignal;
import io.resolutionflow.platform.sse.SseStream;
import io.resolutionflow.platform.sse.SseStreams;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Streams that only count. */
@RestController
@Requires(Gate.ACTIVE)
class ToyStreams {

    private final SseStreams streams;

    ToyStreams(SseStreams streams) {
        this.streams = streams;
    }

    /** Numbers from the one after {@code Last-Event-ID} up to {@code to}, then silence. */
    @GetMapping("/api/v1/numbers/stream")
    void numbers(
            @RequestParam(defaultValue = "3") int to,
            HttpServletRequest request,
            HttpServletResponse response) {
        streams.serve(
                "numbers",
                request,
                response,
                stream -> {
                    stream.retry();
                    for (int n = stream.lastEventId().map(Integer::parseInt).orElse(0) + 1;
                            n <= to;
                            n++) {
                        stream.event(
                                String.valueOf(n), "number", Map.of("n", n, "text", "two\nlines"));
                    }
                    while (!(stream.await(Duration.ofMillis(50)) instanceof SseSignal.End)) {
                        // nothing is stored that could be new
                    }
                    stream.event(null, "end", Map.of("reason", end(stream)));
                });
    }

    private static String end(SseStream stream) throws IOException, InterruptedException {
        return stream.await() instanceof SseSignal.End(String reason) ? reason : "none";
    }

    /** So many items at once for a reader that may leave four waiting. */
    @GetMapping("/api/v1/burst/stream")
    void burst(@RequestParam int items, HttpServletRequest request, HttpServletResponse response) {
        streams.serve(
                "burst",
                request,
                response,
                stream -> {
                    SseMailbox<Integer> mailbox = stream.mailbox(4);
                    for (int n = 1; n <= items; n++) {
                        mailbox.offer(n);
                    }
                    while (true) {
                        switch (stream.take(mailbox)) {
                            case SseNext.Item(Integer n) -> stream.event(null, "item", n);
                            case SseNext.Overflow(Integer newest) ->
                                    stream.event(null, "resync", newest);
                            case SseNext.End(String reason) -> {
                                stream.event(null, "end", Map.of("reason", reason));
                                return;
                            }
                        }
                    }
                });
    }

    @GetMapping("/api/v1/broken/stream")
    void broken(
            @RequestParam boolean early, HttpServletRequest request, HttpServletResponse response) {
        streams.serve(
                "broken",
                request,
                response,
                stream -> {
                    if (!early) {
                        stream.event("1", "start", Map.of());
                    }
                    throw DomainException.notFound();
                });
    }
}
