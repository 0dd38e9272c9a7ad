package io.resolutionflow.handoff.handoff.web;

import io.resolutionflow.handoff.handoff.Intent;
import io.resolutionflow.handoff.handoff.Priority;
import io.resolutionflow.handoff.handoff.SourceOwner.Wish;
import io.resolutionflow.handoff.handoff.WireName;
import io.resolutionflow.platform.problem.DomainException;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Request bodies of hand-off endpoints; values are checked here, rights and state later. */
final class Bodies {

    private Bodies() {}

    record NewHandoffBody(
            @NotNull @Nullable String intent,
            @Size(max = 10_000) @Nullable String engineerNotes,
            @Size(max = 500) @Nullable String reason,
            @Nullable String priority,
            @Nullable UUID targetUserId) {

        Wish wish() {
            Intent wanted = named(Intent.class, "intent", String.valueOf(intent));
            if (wanted == Intent.ESCALATE && isBlank(reason) && isBlank(engineerNotes)) {
                throw DomainException.invalid(
                        "reason", "required", "Say why you hand this on: a reason or notes.");
            }
            return new Wish(
                    wanted,
                    isBlank(reason) ? null : reason,
                    engineerNotes,
                    priorityNamed(priority),
                    targetUserId);
        }
    }

    record ReasonBody(@Size(max = 500) @Nullable String reason) {}

    /**
     * @param targetUserId has to be there, as an id or as null: leaving it out is not the same as
     *     taking the target away
     */
    record ReassignBody(
            @Nullable JsonNode targetUserId,
            @Nullable String priority,
            @Size(max = 500) @Nullable String reason) {

        @Nullable UUID target() {
            if (targetUserId == null) {
                throw DomainException.invalid(
                        "target_user_id", "required", "Name the new target, or null for nobody.");
            }
            if (targetUserId.isNull()) {
                return null;
            }
            try {
                return UUID.fromString(targetUserId.stringValue());
            } catch (RuntimeException e) {
                throw DomainException.invalid(
                        "target_user_id", "invalid_format", "This is not an id.");
            }
        }

        @Nullable Priority wantedPriority() {
            return priorityNamed(priority);
        }
    }

    private static @Nullable Priority priorityNamed(@Nullable String name) {
        return name == null ? null : named(Priority.class, "priority", name);
    }

    private static <E extends Enum<E> & WireName> E named(
            Class<E> type, String field, String value) {
        return WireName.find(type, value)
                .orElseThrow(() ->
                        DomainException.invalid(
                                field, "unknown_value", "This value is not known."));
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
