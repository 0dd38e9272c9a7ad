package io.resolutionflow.psa.preference;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The whole preferences of an account, defaults filled in (contract-psa §5). */
public record AccountPreferences(
        Psa psa,
        boolean templatizePromptEnabled,
        int version,
        @Nullable Instant updatedAt,
        @Nullable String updatedByName) {

    /**
     * @param boards {connection_id: {board_id or "*": {resolved_status_id, escalated_status_id}}}
     * @param notifyCustomer whether the ticketing system may mail the contact about a
     *     customer-visible note
     */
    public record Psa(
            @Nullable UUID defaultConnectionId,
            JsonNode boards,
            boolean autoPushOnResolve,
            boolean autoPushOnEscalate,
            boolean autoPushL1,
            boolean autoPushChangesStatus,
            String resolutionNoteVisibility,
            boolean notifyCustomer,
            boolean noteSignature) {}

    /** What became of the work, as far as a status is concerned. */
    public enum Outcome {
        RESOLVED("resolved_status_id"),
        ESCALATED("escalated_status_id");

        private final String key;

        Outcome(String key) {
            this.key = key;
        }
    }

    /**
     * The status wanted for a ticket of that board: the board's own entry first, then the one for
     * all boards (KD-41).
     */
    public Optional<String> targetStatus(
            UUID connectionId, @Nullable String boardId, Outcome outcome) {
        JsonNode ofConnection = psa.boards().path(connectionId.toString());
        String exact =
                boardId == null ? "" : ofConnection.path(boardId).path(outcome.key).asString("");
        String chosen =
                exact.isEmpty() ? ofConnection.path("*").path(outcome.key).asString("") : exact;
        return chosen.isEmpty() ? Optional.empty() : Optional.of(chosen);
    }
}
