package io.resolutionflow.session.handoff.messaging;

import io.resolutionflow.contracts.event.HandoffEvent;
import io.resolutionflow.contracts.event.Topics;
import io.resolutionflow.platform.inbox.EventSubscription;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.handoff.ContinueWalk;
import io.resolutionflow.session.handoff.HandoffActs;
import io.resolutionflow.session.handoff.HandoffActs.Act;
import io.resolutionflow.session.handoff.HandoffRecords;
import io.resolutionflow.session.handoff.Walks;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.AiSessions;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.session.Trigger;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;

/**
 * Claims, releases, reassignments and cancels as events: same code and same idempotency as the
 * calls (contract-sessions §11).
 */
@Configuration(proxyBeanMethods = false)
class HandoffEventsListener {

    private static final Logger log = LoggerFactory.getLogger(HandoffEventsListener.class);

    private final HandoffActs acts;
    private final ContinueWalk continueWalk;
    private final HandoffRecords handoffs;
    private final Walks walks;
    private final AiSessions sessions;
    private final SessionGuard guard;

    HandoffEventsListener(
            HandoffActs acts,
            ContinueWalk continueWalk,
            HandoffRecords handoffs,
            Walks walks,
            AiSessions sessions,
            SessionGuard guard) {
        this.acts = acts;
        this.continueWalk = continueWalk;
        this.handoffs = handoffs;
        this.walks = walks;
        this.sessions = sessions;
        this.guard = guard;
    }

    /** A continuation to be written, with all that had to be fetched for it. */
    record Prepared(ContinueWalk.Request request, @Nullable JsonNode bundle) {}

    @Bean
    EventSubscription handoffEvents() {
        return EventSubscription.of("handoffs", Topics.HANDOFF)
                .on(
                        HandoffEvent.CLAIMED,
                        HandoffEventView.class,
                        event -> prepare(event.data()),
                        (event, prepared) -> claimed(event.data(), prepared))
                .on(
                        HandoffEvent.RELEASED,
                        HandoffEventView.class,
                        event -> apply(Trigger.RELEASE, event.data()))
                .on(
                        HandoffEvent.REASSIGNED,
                        HandoffEventView.class,
                        event -> apply(Trigger.REASSIGN, event.data()))
                .on(
                        HandoffEvent.CANCELLED,
                        HandoffEventView.class,
                        event -> apply(Trigger.CANCEL, event.data()));
    }

    /**
     * Outside the transaction: a claimed walk whose session is not there yet needs its record from
     * elsewhere.
     */
    private Optional<Prepared> prepare(HandoffEventView event) {
        UUID session = event.sessionId();
        UUID walk = event.walkId();
        if (!event.ofWalk()
                || session == null
                || walk == null
                || event.handlerId() == null
                || continueWalk.exists(event.handoffId())) {
            return Optional.empty();
        }
        HandoffRecords.Details details = handoffs.details(event.handoffId());
        var request =
                new ContinueWalk.Request(
                        session,
                        event.handoffId(),
                        walk,
                        details.snapshot(),
                        event.handlerId(),
                        Objects.requireNonNullElse(event.handlerName(), "Unknown"),
                        event.claimEpoch(),
                        event.handedOffBy(),
                        event.handedOffByName(),
                        details.psaConnectionId(),
                        details.psaTicketId(),
                        details.internalTicketId());
        return Optional.of(new Prepared(request, walks.bundle(walk).orElse(null)));
    }

    private void claimed(HandoffEventView event, Optional<Prepared> prepared) {
        if (prepared.isPresent()) {
            finalNo(
                    event,
                    () ->
                            continueWalk.inTransaction(
                                    prepared.get().request(), prepared.get().bundle()));
        } else {
            apply(Trigger.CLAIM, event);
        }
    }

    private void apply(Trigger trigger, HandoffEventView event) {
        Optional<UUID> sessionId =
                event.ofWalk()
                        ? sessions.continuationOf(event.handoffId())
                        : Optional.of(event.sourceId());
        Optional<AiSession> session = sessionId.flatMap(sessions::lock);
        if (session.isEmpty()) {
            log.atInfo()
                    .addKeyValue("handoff_id", event.handoffId())
                    .log("no session for this hand-off here");
            return;
        }
        Actor actor =
                event.actorId() == null
                        ? Actor.nobody()
                        : Actor.vouchedFor(
                                event.actorId(),
                                Objects.requireNonNullElse(event.actorName(), "Unknown"),
                                null);
        finalNo(
                event,
                () ->
                        guard.tellingCards(
                                actor,
                                session.get(),
                                () ->
                                        acts.apply(
                                                session.get(),
                                                new Act(
                                                        trigger,
                                                        event.handoffId(),
                                                        event.claimEpoch(),
                                                        event.handlerId(),
                                                        event.handlerName(),
                                                        actor,
                                                        event.reason(),
                                                        event.targetUserId()))));
    }

    /**
     * {@code session_finished} is final: handoff-service learns of it from this service's own
     * events.
     */
    private static void finalNo(HandoffEventView event, Runnable work) {
        try {
            work.run();
        } catch (DomainException no) {
            log.atInfo()
                    .addKeyValue("handoff_id", event.handoffId())
                    .addKeyValue("code", no.code())
                    .log("act on a hand-off came too late");
        }
    }
}
