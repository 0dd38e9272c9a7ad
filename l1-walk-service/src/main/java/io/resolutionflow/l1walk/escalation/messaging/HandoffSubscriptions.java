package io.resolutionflow.l1walk.escalation.messaging;

import io.resolutionflow.contracts.event.HandoffEvent;
import io.resolutionflow.contracts.event.Topics;
import io.resolutionflow.l1walk.escalation.ApplyHandoffAct;
import io.resolutionflow.l1walk.escalation.HandoffAct;
import io.resolutionflow.l1walk.ticket.PushPreference;
import io.resolutionflow.l1walk.walk.WalkRepository;
import io.resolutionflow.platform.inbox.EventSubscription;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What other services report about walks; each handler is idempotent by claim epoch or by state
 * (contract-l1 §13).
 */
@Configuration(proxyBeanMethods = false)
class HandoffSubscriptions {

    private static final String WALK = "l1_walk";
    private static final Set<String> FAILED_STATES =
            Set.of("failed", "needs_person", "needs_retry", "conflict");

    /** Fields of {@code handoff.*} this service needs. */
    record HandoffView(
            UUID handoffId,
            String sourceKind,
            @Nullable UUID walkId,
            @Nullable UUID sessionId,
            int claimEpoch,
            @Nullable UUID handlerId,
            @Nullable String handlerName,
            @Nullable UUID actorId,
            @Nullable String actorName,
            @Nullable Instant claimedAt,
            @Nullable String closedReason,
            Instant occurredAt) {}

    /** Fields of {@code session.resolved} this service needs. */
    record SessionResolvedView(
            UUID sessionId,
            @Nullable UUID sourceWalkId,
            @Nullable Resolution resolution,
            @Nullable Instant resolvedAt,
            Instant occurredAt) {}

    record Resolution(@Nullable String summary) {}

    /** Fields of {@code psa.writeback_*} this service needs. */
    record WritebackView(
            @Nullable UUID walkId,
            @Nullable String state,
            @Nullable String externalId,
            @Nullable String message,
            Instant occurredAt) {}

    record PreferencesView(Map<String, @Nullable Object> changed) {}

    @Bean
    EventSubscription handoffsOfWalks(ApplyHandoffAct acts) {
        return EventSubscription.of("handoffs", Topics.HANDOFF)
                .on(
                        HandoffEvent.CREATED,
                        HandoffView.class,
                        e -> apply(acts, e.data(), HandoffAct.Kind.CREATED))
                .on(
                        HandoffEvent.CLAIMED,
                        HandoffView.class,
                        e -> apply(acts, e.data(), HandoffAct.Kind.CLAIM))
                .on(
                        HandoffEvent.RELEASED,
                        HandoffView.class,
                        e -> apply(acts, e.data(), HandoffAct.Kind.RELEASE))
                .on(
                        HandoffEvent.REASSIGNED,
                        HandoffView.class,
                        e -> apply(acts, e.data(), HandoffAct.Kind.REASSIGN))
                .on(
                        HandoffEvent.CANCELLED,
                        HandoffView.class,
                        e -> apply(acts, e.data(), HandoffAct.Kind.CANCEL))
                .on(
                        HandoffEvent.CLOSED,
                        HandoffView.class,
                        e -> apply(acts, e.data(), HandoffAct.Kind.CLOSE));
    }

    @Bean
    EventSubscription sessionsOfWalks(ApplyHandoffAct acts) {
        return EventSubscription.of("sessions", Topics.SESSION)
                .on("session.resolved", SessionResolvedView.class, e -> resolved(acts, e.data()));
    }

    @Bean
    EventSubscription writebacksOfWalks(WalkRepository walks, PushPreference preference) {
        return EventSubscription.of("writebacks", Topics.PSA)
                .on(
                        "psa.writeback_completed",
                        WritebackView.class,
                        e -> written(walks, e.data(), "confirmed"))
                .on(
                        "psa.writeback_failed",
                        WritebackView.class,
                        e -> written(walks, e.data(), "failed"))
                .on(
                        "psa.preferences_changed",
                        PreferencesView.class,
                        e -> preferences(preference, e.data(), e.time()));
    }

    private static void apply(ApplyHandoffAct acts, HandoffView data, HandoffAct.Kind kind) {
        if (!data.sourceKind().equals(WALK) || data.walkId() == null) {
            return;
        }
        var act =
                new HandoffAct(
                        kind,
                        data.claimEpoch(),
                        data.handlerId() != null,
                        data.handlerId(),
                        data.handlerName(),
                        data.sessionId(),
                        data.actorId(),
                        data.actorName(),
                        data.closedReason(),
                        data.claimedAt() == null || kind != HandoffAct.Kind.CLAIM
                                ? data.occurredAt()
                                : data.claimedAt());
        acts.applyIfKnown(data.walkId(), data.handoffId(), act);
    }

    private static void resolved(ApplyHandoffAct acts, SessionResolvedView data) {
        if (data.sourceWalkId() == null) {
            return;
        }
        String summary = data.resolution() == null ? null : data.resolution().summary();
        Instant at = data.resolvedAt() == null ? data.occurredAt() : data.resolvedAt();
        acts.sessionResolved(data.sourceWalkId(), data.sessionId(), summary, at);
    }

    /** A confirmed note is never undone by a late failure. */
    private static void written(WalkRepository walks, WritebackView data, String state) {
        if (data.walkId() == null || (state.equals("failed") && !isFailure(data.state()))) {
            return;
        }
        walks.findLocked(data.walkId())
                .filter(walk ->
                        !walk.psaWriteback().state().equals("confirmed")
                                || state.equals("confirmed"))
                .ifPresent(walk ->
                        walks.psaState(
                                walk.id(),
                                state,
                                data.message(),
                                data.externalId(),
                                data.occurredAt()));
    }

    private static boolean isFailure(@Nullable String state) {
        return state == null || FAILED_STATES.contains(state);
    }

    private static void preferences(PushPreference preference, PreferencesView data, Instant at) {
        if (data.changed().get("psa.auto_push_l1") instanceof Boolean push) {
            preference.changed(push, at);
        }
    }
}
