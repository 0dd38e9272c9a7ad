package io.resolutionflow.session.ticketnotes.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.platform.sse.SseSignal;
import io.resolutionflow.platform.sse.SseStream;
import io.resolutionflow.platform.sse.SseStreams;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.ticketnotes.Generation;
import io.resolutionflow.session.ticketnotes.TicketNotes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * GET S/{id}/documentation/stream (contract-sessions §8). Each event's data is one line of JSON, so
 * no text can break a frame (KD-13); event n of a text has the id {@code <generation>:<n>}, the
 * start being 0.
 */
@RestController
class TicketNotesController {

    private static final SseStreams.Caps CAPS = new SseStreams.Caps(3, 200);
    private static final Duration RETRY = Duration.ofMillis(3000);
    private static final Duration LOOK = Duration.ofMillis(150);
    private static final long SIGN_NANOS = Duration.ofSeconds(5).toNanos();

    private final SseStreams streams;
    private final TicketNotes notes;

    TicketNotesController(SseStreams streams, TicketNotes notes) {
        this.streams = streams;
        this.notes = notes;
    }

    record Start(
            UUID generationId,
            long stateVersion,
            @Nullable String answerSource,
            boolean fromCache) {}

    record Delta(String text) {}

    record Done(boolean done, String markdown, String sha256, long stateVersion) {}

    record Failure(boolean error, String code, String detail, boolean retryable) {}

    @GetMapping("/api/v1/ai-sessions/{id}/documentation/stream")
    @Requires(Gate.ACTIVE)
    void stream(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(name = "allow_offline", defaultValue = "false") boolean allowOffline,
            HttpServletRequest request,
            HttpServletResponse response) {
        notes.admit(Actor.of(caller), id);
        streams.serve(
                "documentation",
                CAPS,
                request,
                response,
                stream -> {
                    var reading =
                            notes.open(
                                    Actor.of(caller),
                                    id,
                                    stream.lastEventId().orElse(null),
                                    allowOffline);
                    if (reading.after() < 0) {
                        refuseBroken(reading.generation());
                    }
                    tell(stream, reading);
                });
    }

    /** Another process began it and failed before the first word: still an ordinary answer. */
    private static void refuseBroken(Generation generation) {
        if (generation.isRunning() || generation.isDone() || generation.answerSource() != null) {
            return;
        }
        String code = Objects.requireNonNullElse(generation.errorCode(), "ai_provider_error");
        int status =
                switch (code) {
                    case "quota_exceeded", "rate_limited" -> 429;
                    case "ai_disabled", "ai_unavailable" -> 503;
                    default -> 502;
                };
        throw new DomainException(
                status,
                code,
                Objects.requireNonNullElse(
                        generation.errorDetail(), "Writing broke off. Try again."));
    }

    private void tell(SseStream stream, TicketNotes.Reading reading)
            throws IOException, InterruptedException {
        Generation generation = reading.generation();
        UUID id = reading.id();
        stream.retry(RETRY);
        if (reading.after() < 0) {
            stream.event(
                    id + ":0",
                    "start",
                    new Start(
                            id,
                            generation.stateVersion(),
                            generation.answerSource(),
                            reading.fromCache()));
        }
        int after = Math.max(0, reading.after());
        long signed = System.nanoTime();
        while (true) {
            var progress = notes.progress(id, after);
            for (Generation.Piece piece : progress.pieces()) {
                stream.event(id + ":" + piece.seq(), "delta", new Delta(piece.text()));
                after = piece.seq();
            }
            if (!progress.generation().isRunning()) {
                finish(stream, progress.generation(), after);
                return;
            }
            if (System.nanoTime() - signed > SIGN_NANOS) {
                notes.read(id);
                signed = System.nanoTime();
            }
            if (stream.await(LOOK) instanceof SseSignal.End(String reason)) {
                stream.event(null, "error", ended(reason));
                return;
            }
        }
    }

    private static void finish(SseStream stream, Generation generation, int after)
            throws IOException {
        String markdown = generation.markdown();
        if (generation.isDone() && markdown != null) {
            stream.event(
                    generation.id() + ":" + (after + 1),
                    "done",
                    new Done(true, markdown, sha256(markdown), generation.stateVersion()));
            return;
        }
        String code = Objects.requireNonNullElse(generation.errorCode(), "ai_provider_error");
        stream.event(
                null,
                "error",
                new Failure(
                        true,
                        code,
                        Objects.requireNonNullElse(
                                generation.errorDetail(), "Writing broke off. Try again."),
                        !code.equals("quota_exceeded")));
    }

    private static Failure ended(String reason) {
        return reason.equals("token_expired")
                ? new Failure(true, reason, "Your sign-in has run out. Connect again.", true)
                : new Failure(true, "shutdown", "The service restarts. Connect again.", true);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
