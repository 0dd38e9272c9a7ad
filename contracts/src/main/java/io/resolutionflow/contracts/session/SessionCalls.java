package io.resolutionflow.contracts.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Bodies and answers of {@link SessionApi}. */
public final class SessionCalls {

    private SessionCalls() {}

    /** All null but {@code visible: false} for another user's private session. */
    public record Access(
            boolean visible,
            @Nullable Boolean isHandler,
            @Nullable Boolean canWrite,
            @Nullable String relation,
            @Nullable UUID ownerId,
            @Nullable UUID handlerId,
            @Nullable String handlerName,
            @Nullable String sessionStatus,
            @Nullable UUID openHandoffId,
            @Nullable Long stateVersion) {}

    /**
     * @param actorId who acts, with a service token only; a user token names its own user
     */
    public record RequestHandoff(
            String intent,
            String origin,
            @Nullable String reason,
            @Nullable String engineerNotes,
            @Nullable String priority,
            @Nullable UUID targetUserId,
            @Nullable UUID actorId,
            @Nullable String actorName) {}

    public record HandoffMade(
            UUID handoffId,
            UUID sessionId,
            String sessionStatus,
            String previousStatus,
            @Nullable UUID replacesHandoffId,
            UUID handedOffBy,
            String handedOffByName,
            @Nullable UUID teamId,
            long aggregateSeq,
            Instant createdAt,
            JsonNode snapshot,
            long stateVersion,
            boolean replayed) {}

    /** One act on a hand-off: claim, release, cancel or reassign. */
    public record ApplyAct(
            int claimEpoch,
            @Nullable UUID handlerId,
            @Nullable String handlerName,
            UUID actorId,
            String actorName,
            Instant at,
            @Nullable String reason,
            @Nullable UUID targetUserId) {}

    /**
     * @param applied false when the epoch was older than what is known: nothing changed
     */
    public record ActApplied(
            String sessionStatus,
            @Nullable UUID handlerId,
            @Nullable String previousStatus,
            @Nullable Long stateVersion,
            @Nullable Boolean applied) {}

    public record ContinueWalk(
            UUID walkId,
            JsonNode snapshot,
            UUID handlerId,
            String handlerName,
            int claimEpoch,
            UUID handedOffBy,
            String handedOffByName,
            @Nullable UUID psaConnectionId,
            @Nullable String psaTicketId,
            @Nullable UUID internalTicketId) {}

    /**
     * @param sessionId the first id wins when called again with another
     */
    public record Continued(
            UUID sessionId, String sessionStatus, long stateVersion, boolean replayed) {}

    public record CloseAsResolved(
            String markdown,
            String resolutionSummary,
            @Nullable String externalId,
            @Nullable Instant postedAt,
            @Nullable String verifiedStatusId,
            @Nullable String verifiedStatusName,
            UUID actorId,
            String actorName,
            @Nullable String actingAs) {}

    public record Resolved(
            String sessionStatus,
            String previousStatus,
            Instant resolvedAt,
            @Nullable UUID closedHandoffId,
            long stateVersion,
            boolean replayed) {}

    public record PostPackage(
            String markdown,
            String escalationReason,
            UUID handoffId,
            @Nullable UUID targetUserId,
            @Nullable String priority,
            @Nullable String externalId,
            @Nullable Instant postedAt,
            @Nullable String verifiedStatusId,
            @Nullable String verifiedStatusName,
            UUID actorId,
            String actorName,
            @Nullable String actingAs) {}

    public record PackagePosted(
            String sessionStatus,
            UUID handoffId,
            boolean joined,
            String previousStatus,
            Instant handedOffAt,
            long stateVersion,
            boolean replayed) {}

    /**
     * @param kind {@code resolution_note} or {@code escalation_package}
     * @param state {@code pending_retry}, {@code failed} or {@code sent}
     * @param message at most 200 characters, fit for people
     */
    public record PsaResult(
            String kind,
            String state,
            @Nullable String externalId,
            @Nullable Instant postedAt,
            @Nullable String verifiedStatusId,
            @Nullable String verifiedStatusName,
            @Nullable String message,
            Instant occurredAt) {}
}
