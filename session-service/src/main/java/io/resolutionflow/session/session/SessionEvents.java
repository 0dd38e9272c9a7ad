package io.resolutionflow.session.session;

import io.resolutionflow.contracts.event.session.SessionAbandoned;
import io.resolutionflow.contracts.event.session.SessionCard;
import io.resolutionflow.contracts.event.session.SessionDeleted;
import io.resolutionflow.contracts.event.session.SessionFixDecided;
import io.resolutionflow.contracts.event.session.SessionFixOutcomeRecorded;
import io.resolutionflow.contracts.event.session.SessionFixState;
import io.resolutionflow.contracts.event.session.SessionHandlerMoved;
import io.resolutionflow.contracts.event.session.SessionHandoffWithdrawn;
import io.resolutionflow.contracts.event.session.SessionPackageAttached;
import io.resolutionflow.contracts.event.session.SessionPaused;
import io.resolutionflow.contracts.event.session.SessionRated;
import io.resolutionflow.contracts.event.session.SessionResolution;
import io.resolutionflow.contracts.event.session.SessionResolved;
import io.resolutionflow.contracts.event.session.SessionResumed;
import io.resolutionflow.contracts.event.session.SessionStarted;
import io.resolutionflow.contracts.event.session.SessionTicketLinked;
import io.resolutionflow.contracts.event.session.SessionUpdated;
import io.resolutionflow.platform.outbox.Outbox;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes the events of contract-sessions §11 into the outbox, in the transaction of the change they
 * tell of.
 */
@Component
public class SessionEvents {

    private final Outbox outbox;
    private final Participants participants;

    SessionEvents(Outbox outbox, Participants participants) {
        this.outbox = outbox;
        this.participants = participants;
    }

    /** Any event; returns its place among the events of the session. */
    public long append(String type, AiSession session, Object data) {
        return outbox.append(type, session.id(), data).aggregateSeq();
    }

    public void started(AiSession s, Actor by, @Nullable UUID handoffId, Instant now) {
        var match = s.flowMatch();
        append(
                SessionStarted.TYPE,
                s,
                new SessionStarted(
                        s.accountId(),
                        s.id(),
                        s.stateVersion(),
                        s.status().wire(),
                        by.personId(),
                        by.name(),
                        by.actingAs(),
                        s.sessionType(),
                        s.origin(),
                        s.sourceWalkId(),
                        handoffId,
                        s.ownerId(),
                        s.ownerName(),
                        card(s),
                        match.flowId(),
                        match.version(),
                        match.score(),
                        now));
    }

    public void updated(AiSession s, Actor by, Instant now) {
        append(
                SessionUpdated.TYPE,
                s,
                new SessionUpdated(
                        s.accountId(),
                        s.id(),
                        s.stateVersion(),
                        s.status().wire(),
                        by.personId(),
                        by.name(),
                        by.actingAs(),
                        card(s),
                        now));
    }

    public void paused(AiSession s, Actor by, Instant now) {
        append(
                SessionPaused.TYPE,
                s,
                new SessionPaused(
                        s.accountId(),
                        s.id(),
                        s.stateVersion(),
                        s.status().wire(),
                        by.personId(),
                        by.name(),
                        by.actingAs(),
                        null,
                        now));
    }

    public void resumed(AiSession s, Actor by, @Nullable UUID withdrawn, Instant now) {
        append(
                SessionResumed.TYPE,
                s,
                new SessionResumed(
                        s.accountId(),
                        s.id(),
                        s.stateVersion(),
                        s.status().wire(),
                        by.personId(),
                        by.name(),
                        by.actingAs(),
                        withdrawn,
                        now));
    }

    public void packageAttached(
            AiSession s, Actor by, UUID handoffId, UUID writebackId, Instant now) {
        append(
                SessionPackageAttached.TYPE,
                s,
                new SessionPackageAttached(
                        s.accountId(),
                        s.id(),
                        s.stateVersion(),
                        s.status().wire(),
                        by.personId(),
                        by.name(),
                        by.actingAs(),
                        handoffId,
                        writebackId,
                        now));
    }

    /**
     * @param type one of the constants of {@link SessionHandlerMoved}
     */
    public void handlerMoved(
            String type,
            AiSession s,
            Actor by,
            UUID handoffId,
            @Nullable UUID previous,
            Instant now) {
        append(
                type,
                s,
                new SessionHandlerMoved(
                        s.accountId(),
                        s.id(),
                        s.stateVersion(),
                        s.status().wire(),
                        by.personId(),
                        by.name(),
                        by.actingAs(),
                        handoffId,
                        s.claimEpoch(),
                        s.handlerId(),
                        s.handlerName(),
                        previous,
                        now));
    }

    public void withdrawn(
            AiSession s, Actor by, UUID handoffId, @Nullable String reason, Instant now) {
        append(
                SessionHandoffWithdrawn.TYPE,
                s,
                new SessionHandoffWithdrawn(
                        s.accountId(),
                        s.id(),
                        s.stateVersion(),
                        s.status().wire(),
                        by.personId(),
                        by.name(),
                        by.actingAs(),
                        handoffId,
                        reason,
                        now));
    }

    /** What only the resolving act knows. */
    public record Closing(
            String origin,
            @Nullable UUID writebackId,
            @Nullable UUID closedHandoffId,
            @Nullable SessionFixState activeFix) {}

    public void resolved(AiSession s, Actor by, Closing closing, Instant now) {
        var how = s.resolution();
        var match = s.flowMatch();
        append(
                SessionResolved.TYPE,
                s,
                new SessionResolved(
                        s.accountId(),
                        s.id(),
                        s.stateVersion(),
                        s.status().wire(),
                        by.personId(),
                        by.name(),
                        by.actingAs(),
                        closing.origin(),
                        closing.writebackId(),
                        new SessionResolution(
                                Objects.requireNonNullElse(how.summary(), ""),
                                how.action(),
                                how.rootCause(),
                                s.stepsTaken(),
                                s.recommendations()),
                        closing.closedHandoffId(),
                        s.lastHandoffId(),
                        s.sourceWalkId(),
                        participants.handlerCount(s),
                        s.createdAt(),
                        Objects.requireNonNullElse(how.at(), now),
                        s.stepCount(),
                        s.problemSummary(),
                        s.problemDomain(),
                        match.flowId(),
                        match.version(),
                        closing.activeFix(),
                        s.ticket().psaTicketId(),
                        s.ticket().psaConnectionId(),
                        now));
    }

    public void abandoned(
            AiSession s, Actor by, @Nullable String reason, @Nullable UUID withdrawn, Instant now) {
        append(
                SessionAbandoned.TYPE,
                s,
                new SessionAbandoned(
                        s.accountId(),
                        s.id(),
                        s.stateVersion(),
                        s.status().wire(),
                        by.personId(),
                        by.name(),
                        by.actingAs(),
                        reason,
                        withdrawn,
                        s.sourceWalkId(),
                        now));
    }

    public void deleted(AiSession s, Actor by, Instant now) {
        append(
                SessionDeleted.TYPE,
                s,
                new SessionDeleted(
                        s.accountId(),
                        s.id(),
                        s.stateVersion(),
                        s.status().wire(),
                        by.personId(),
                        by.name(),
                        by.actingAs(),
                        now));
    }

    public void ticketLinked(AiSession s, Actor by, @Nullable String previous, Instant now) {
        append(
                SessionTicketLinked.TYPE,
                s,
                new SessionTicketLinked(
                        s.accountId(),
                        s.id(),
                        s.stateVersion(),
                        s.status().wire(),
                        by.personId(),
                        by.name(),
                        by.actingAs(),
                        Objects.requireNonNullElse(s.ticket().psaTicketId(), ""),
                        s.ticket().psaConnectionId(),
                        previous,
                        now));
    }

    public void fixDecided(
            AiSession s, Actor by, UUID fixId, String title, String decision, Instant now) {
        append(
                SessionFixDecided.TYPE,
                s,
                new SessionFixDecided(
                        s.accountId(),
                        s.id(),
                        s.stateVersion(),
                        s.status().wire(),
                        by.personId(),
                        by.name(),
                        by.actingAs(),
                        fixId,
                        title,
                        decision,
                        null,
                        now));
    }

    public void fixOutcome(
            AiSession s,
            Actor by,
            UUID fixId,
            String title,
            String outcome,
            @Nullable String notes,
            Instant now) {
        append(
                SessionFixOutcomeRecorded.TYPE,
                s,
                new SessionFixOutcomeRecorded(
                        s.accountId(),
                        s.id(),
                        s.stateVersion(),
                        s.status().wire(),
                        by.personId(),
                        by.name(),
                        by.actingAs(),
                        fixId,
                        title,
                        outcome,
                        notes,
                        now));
    }

    public void rated(AiSession s, Actor by, int rating, Instant now) {
        append(
                SessionRated.TYPE,
                s,
                new SessionRated(
                        s.accountId(),
                        s.id(),
                        s.stateVersion(),
                        s.status().wire(),
                        by.personId(),
                        by.name(),
                        by.actingAs(),
                        rating,
                        now));
    }

    static SessionCard card(AiSession s) {
        return new SessionCard(
                s.title(),
                s.problemSummary(),
                s.problemDomain(),
                s.triage().clientName(),
                s.triage().assetName(),
                s.triage().issueCategory(),
                s.confidenceTier(),
                s.stepCount(),
                s.ticket().psaTicketId(),
                s.ticket().psaConnectionId());
    }
}
