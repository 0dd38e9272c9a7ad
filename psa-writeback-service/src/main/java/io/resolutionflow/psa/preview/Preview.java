package io.resolutionflow.psa.preview;

import java.time.Instant;

/**
 * A text for one state of a session (contract-psa §6).
 *
 * @param answerSource {@code model} or {@code offline}
 */
public record Preview(
        String kind,
        String markdown,
        boolean fromCache,
        long stateVersion,
        String answerSource,
        Instant generatedAt) {}
