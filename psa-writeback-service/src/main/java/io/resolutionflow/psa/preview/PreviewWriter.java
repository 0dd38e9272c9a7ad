package io.resolutionflow.psa.preview;

import io.resolutionflow.psa.session.WritebackContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes a text from a bundle; calls a model. Never inside a transaction. */
public interface PreviewWriter {

    record Written(String markdown, String answerSource) {}

    /**
     * @param actorName who a background call is made for; a request's own token says it otherwise
     */
    record Author(@Nullable UUID actorId, @Nullable String actorName) {

        public static final Author OF_THE_REQUEST = new Author(null, null);
    }

    /**
     * @param key idempotency key of the call: the same text again costs nothing
     * @param allowOffline after a refusal, once more without a model
     * @throws io.resolutionflow.platform.problem.DomainException 429 {@code quota_exceeded}; 502
     *     {@code ai_provider_error}, {@code ai_provider_timeout}; 503 {@code ai_disabled}, {@code
     *     ai_unavailable}
     */
    Written write(
            PreviewKind kind,
            UUID sessionId,
            WritebackContext context,
            String key,
            boolean allowOffline,
            Author author);
}
