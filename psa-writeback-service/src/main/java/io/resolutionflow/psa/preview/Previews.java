package io.resolutionflow.psa.preview;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.preview.PreviewStore.Key;
import io.resolutionflow.psa.preview.PreviewWriter.Author;
import io.resolutionflow.psa.preview.PreviewWriter.Written;
import io.resolutionflow.psa.session.HandlerCheck;
import io.resolutionflow.psa.session.Sessions;
import io.resolutionflow.psa.session.WritebackContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Previews: one text per kind, session and state of the session, written once however many ask
 * (contract-psa §6).
 */
@Service
public class Previews {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofSeconds(130);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(150);
    private static final Duration KEPT = Duration.ofDays(30);

    private final HandlerCheck handlers;
    private final Sessions sessions;
    private final PreviewStore store;
    private final PreviewWriter writer;
    private final Ids ids;
    private final Clock clock;

    Previews(
            HandlerCheck handlers,
            Sessions sessions,
            PreviewStore store,
            PreviewWriter writer,
            Ids ids,
            Clock clock) {
        this.handlers = handlers;
        this.sessions = sessions;
        this.store = store;
        this.writer = writer;
        this.ids = ids;
        this.clock = clock;
    }

    /** For the session's handler. */
    public Preview preview(
            PreviewKind kind, UUID sessionId, boolean regenerate, boolean allowOffline) {
        long version = handlers.handler(sessionId).stateVersion();
        if (!regenerate) {
            var key = new Key(kind, sessionId, version);
            Optional<Preview> known = store.find(key).flatMap(row -> row.preview(key));
            if (known.isPresent()) {
                return known.get();
            }
        }
        // the bundle names its own version: a session that moved on meanwhile is keyed by what was
        // read
        return written(
                kind,
                sessionId,
                sessions.context(sessionId),
                regenerate,
                allowOffline,
                Author.OF_THE_REQUEST);
    }

    /** For a push without a handler at the screen. */
    public Preview forPush(
            PreviewKind kind, UUID sessionId, WritebackContext context, Author author) {
        return written(kind, sessionId, context, false, true, author);
    }

    private Preview written(
            PreviewKind kind,
            UUID sessionId,
            WritebackContext context,
            boolean regenerate,
            boolean allowOffline,
            Author author) {
        var key = new Key(kind, sessionId, context.stateVersion());
        UUID owner = ids.next();
        Instant end = clock.instant().plus(LONGEST_WAIT);
        boolean mayReplace = regenerate;
        while (true) {
            Optional<Integer> generation = store.claim(key, owner, LEASE, mayReplace);
            if (generation.isPresent()) {
                return write(key, owner, generation.get(), context, allowOffline, author);
            }
            Optional<Preview> known = store.find(key).flatMap(row -> row.preview(key));
            if (known.isPresent()) {
                return known.get();
            }
            // somebody writes it now; his text is mine as well
            mayReplace = false;
            if (clock.instant().isAfter(end)) {
                throw new DomainException(
                        502,
                        "ai_provider_timeout",
                        "Writing the text takes too long. Try again in a moment.");
            }
            pause();
        }
    }

    private Preview write(
            Key key,
            UUID owner,
            int generation,
            WritebackContext context,
            boolean allowOffline,
            Author author) {
        String call =
                key.kind().wireName()
                        + ":"
                        + key.sessionId()
                        + ":"
                        + key.stateVersion()
                        + ":"
                        + generation;
        boolean done = false;
        try {
            Written text =
                    writer.write(key.kind(), key.sessionId(), context, call, allowOffline, author);
            Instant now = clock.instant();
            store.ready(key, owner, text, now);
            done = true;
            return new Preview(
                    key.kind().wireName(),
                    text.markdown(),
                    false,
                    key.stateVersion(),
                    text.answerSource(),
                    now);
        } finally {
            if (!done) {
                store.failed(key, owner);
            }
        }
    }

    @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT5M")
    void purge() {
        store.purge(clock.instant().minus(KEPT));
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DomainException.unavailable("The service is stopping. Try again.", 5);
        }
    }
}
