package io.resolutionflow.contracts.event.psa;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * @param changed {key: new value} of the changed preferences, keys as {@code
 *     psa.auto_push_on_resolve} (contract-psa §5, §16); one that went back to its default has that
 *     value
 */
public record PsaPreferencesChanged(
        JsonNode changed,
        UUID actorId,
        String actorName,
        @Nullable String actingAs,
        Instant occurredAt) {

    public static final String TYPE = "psa.preferences_changed";
}
