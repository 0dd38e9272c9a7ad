package io.resolutionflow.psa.writeback;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A write-back as lists show it (contract-psa §11): states and proof, no text. */
public record WritebackView(
        UUID id,
        String kind,
        String origin,
        @Nullable UUID sessionId,
        @Nullable UUID walkId,
        @Nullable UUID handoffId,
        @Nullable UUID connectionId,
        @Nullable String provider,
        @Nullable String ticketId,
        @Nullable String ticketNumber,
        String state,
        String noteState,
        String statusState,
        String sessionState,
        String visibility,
        @Nullable String externalId,
        @Nullable Instant postedAt,
        @Nullable String verifiedStatusId,
        @Nullable String verifiedStatusName,
        @Nullable String statusTransitionSkippedCode,
        int attempts,
        int manualRetries,
        @Nullable Instant nextAttemptAt,
        @Nullable ErrorView lastError,
        UUID requestedBy,
        String requestedByName,
        int version,
        Instant createdAt,
        Instant updatedAt) {

    public record ErrorView(String code, @Nullable String psaReason, String message, Instant at) {}

    public static WritebackView of(Writeback w) {
        StatusRef verified = w.status().state() == StatusState.VERIFIED ? w.status().found() : null;
        Writeback.LastError error = w.progress().lastError();
        return new WritebackView(
                w.id(),
                w.kind().wireName(),
                w.origin().wireName(),
                w.source().sessionId(),
                w.source().walkId(),
                w.handoffId(),
                w.target().connectionId(),
                w.target().provider(),
                w.target().ticketId(),
                w.target().ticketNumber(),
                w.state().wireName(),
                w.note().state().wireName(),
                w.status().state().wireName(),
                w.session().state().wireName(),
                w.text().visibility().wireName(),
                w.note().externalId(),
                w.note().postedAt(),
                verified == null ? null : verified.id(),
                verified == null ? null : verified.name(),
                w.status().skippedCode(),
                w.progress().attempts(),
                w.progress().manualRetries(),
                w.progress().nextAttemptAt(),
                error == null
                        ? null
                        : new ErrorView(
                                error.code(), error.psaReason(), error.message(), error.at()),
                w.requester().id(),
                w.requester().name(),
                w.times().version(),
                w.times().createdAt(),
                w.times().updatedAt());
    }
}
