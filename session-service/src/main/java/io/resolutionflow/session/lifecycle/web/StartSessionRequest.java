package io.resolutionflow.session.lifecycle.web;

import io.resolutionflow.session.lifecycle.StartSession;
import io.resolutionflow.session.session.IntakeContent;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Body of POST S (contract-sessions §4.1). */
record StartSessionRequest(
        @Pattern(regexp = "guided|chat") @Nullable String sessionType,
        @Pattern(regexp = "free_text|psa_ticket|screenshot|log_paste|combined")
                @Nullable String intakeType,
        @Valid @Nullable Intake intakeContent,
        @Size(min = 1, max = 64) @Nullable String psaTicketId,
        @Nullable UUID psaConnectionId,
        @Size(max = 200) @Nullable String title,
        @Nullable Boolean allowOffline) {

    record Intake(
            @Size(max = 8000) @Nullable String text,
            @Size(max = 200_000) @Nullable String log,
            @Size(max = 10) @Nullable List<@NotNull UUID> uploadIds,
            @Size(max = 255) @Nullable String clientName,
            @Size(max = 255) @Nullable String contactName,
            @Size(max = 255) @Nullable String assetName) {

        IntakeContent content() {
            return new IntakeContent(
                    text,
                    log,
                    uploadIds == null ? List.of() : List.copyOf(uploadIds),
                    clientName,
                    contactName,
                    assetName);
        }
    }

    boolean isChat() {
        return "chat".equals(sessionType);
    }

    StartSession.Request request() {
        return new StartSession.Request(
                intakeType == null ? "free_text" : intakeType,
                intakeContent == null ? IntakeContent.EMPTY : intakeContent.content(),
                psaTicketId,
                psaConnectionId,
                title,
                Boolean.TRUE.equals(allowOffline));
    }
}
