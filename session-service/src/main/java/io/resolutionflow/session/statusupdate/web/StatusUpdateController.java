package io.resolutionflow.session.statusupdate.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.statusupdate.StatusUpdate;
import io.resolutionflow.session.statusupdate.StatusUpdate.Audience;
import io.resolutionflow.session.statusupdate.StatusUpdate.Length;
import io.resolutionflow.session.statusupdate.WriteStatusUpdate;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** POST S/{id}/status-update (contract-sessions §4.4). */
@RestController
class StatusUpdateController {

    private final WriteStatusUpdate updates;

    StatusUpdateController(WriteStatusUpdate updates) {
        this.updates = updates;
    }

    record UpdateRequest(
            @NotNull @Pattern(regexp = "ticket_notes|client_update|email_draft") String audience,
            @Pattern(regexp = "quick|detailed") @Nullable String length,
            @Size(max = 2000) @Nullable String context,
            @Nullable Boolean allowOffline) {

        WriteStatusUpdate.Request wanted() {
            return new WriteStatusUpdate.Request(
                    Audience.valueOf(audience.toUpperCase(Locale.ROOT)),
                    length == null ? Length.QUICK : Length.valueOf(length.toUpperCase(Locale.ROOT)),
                    context,
                    Boolean.TRUE.equals(allowOffline));
        }
    }

    @PostMapping("/api/v1/ai-sessions/{id}/status-update")
    @Requires(Gate.ACTIVE)
    StatusUpdate write(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody UpdateRequest request) {
        return updates.write(Actor.of(caller), id, request.wanted());
    }
}
