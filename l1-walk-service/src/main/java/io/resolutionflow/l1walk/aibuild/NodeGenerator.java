package io.resolutionflow.l1walk.aibuild;

import io.resolutionflow.l1walk.walk.PathEntry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the next node. Never called inside a transaction. */
public interface NodeGenerator {

    /**
     * @param key walk, parent node, answer and attempt: a retry after a crash is not paid twice
     * @param deadline of all tries together
     */
    record Request(
            UUID walkId,
            String key,
            int attempt,
            String statement,
            @Nullable String category,
            List<PathEntry> path,
            List<String> nodeTexts,
            @Nullable String complaint,
            boolean offlineOnly,
            Instant deadline) {}

    /**
     * @param draft null when the answer could not be read
     */
    record Generated(@Nullable NodeDraft draft, boolean offline, UUID callId) {}

    /**
     * @throws io.resolutionflow.platform.problem.DomainException 429 {@code quota_exceeded}, 503
     *     {@code ai_disabled}
     * @throws GenerationFailed for everything else that went wrong on the way
     */
    Generated generate(Request request);

    /** The gateway or its provider did not deliver. */
    class GenerationFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public GenerationFailed(String reason) {
            super(reason);
        }
    }
}
