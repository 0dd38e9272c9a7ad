package io.resolutionflow.session.pickup;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The one claim there is, at handoff-service (KD-26, KD-52). Never called inside a transaction. */
public interface Claims {

    /**
     * @param applied whether the claim was applied here while it was made
     */
    record Claimed(UUID handoffId, int epoch, boolean applied) {}

    /** What came with the hand-off; all empty when handoff-service does not say. */
    record Handed(
            @Nullable JsonNode snapshot, @Nullable String engineerNotes, @Nullable String by) {

        public static final Handed UNKNOWN = new Handed(null, null, null);
    }

    /**
     * Claims with the caller's own token.
     *
     * @throws io.resolutionflow.platform.problem.DomainException 403 {@code own_handoff}; 409
     *     {@code already_claimed}, {@code handoff_closed}, {@code no_open_handoff}; 503 {@code
     *     service_unavailable}
     */
    Claimed claim(UUID sessionId);

    Handed handed(UUID handoffId);
}
