package io.resolutionflow.psa.writeback.messaging;

import io.resolutionflow.contracts.event.HandoffEvent;
import io.resolutionflow.contracts.event.HandoffRequested;
import io.resolutionflow.contracts.event.Topics;
import io.resolutionflow.platform.inbox.EventSubscription;
import io.resolutionflow.platform.inbox.ReceivedEvent;
import io.resolutionflow.psa.writeback.AutomaticPush;
import io.resolutionflow.psa.writeback.AutomaticPush.Trigger;
import io.resolutionflow.psa.writeback.WritebackKind;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Events that start an automatic push, and those that make an unsent one pointless (contract-psa
 * §12, §16).
 */
@Configuration(proxyBeanMethods = false)
class PushTriggers {

    /** What a push needs of {@code session.resolved}. */
    record SessionResolvedView(
            UUID sessionId,
            @Nullable UUID writebackId,
            @Nullable String psaTicketId,
            @Nullable UUID psaConnectionId,
            @Nullable UUID actorId,
            @Nullable String actorName,
            @Nullable String actingAs) {}

    record SessionView(UUID sessionId) {}

    record TicketView(@Nullable String kind, @Nullable String id, @Nullable UUID psaConnectionId) {}

    record WalkResolvedView(
            UUID walkId,
            @Nullable TicketView ticket,
            @Nullable UUID actorId,
            @Nullable String actorName,
            @Nullable String actingAs) {}

    private final AutomaticPush pushes;

    PushTriggers(AutomaticPush pushes) {
        this.pushes = pushes;
    }

    @Bean
    EventSubscription sessionPushes() {
        return EventSubscription.of("session-pushes", Topics.SESSION)
                .on("session.resolved", SessionResolvedView.class, this::sessionResolved)
                .on(HandoffRequested.OF_SESSION, HandoffRequested.class, this::sessionHandedOff)
                .on(
                        "session.deleted",
                        SessionView.class,
                        event -> pushes.drop(event.data().sessionId(), null))
                .on(
                        "session.ticket_linked",
                        SessionView.class,
                        event -> pushes.drop(event.data().sessionId(), null));
    }

    @Bean
    EventSubscription walkPushes() {
        return EventSubscription.of("walk-pushes", Topics.L1)
                .on("l1.walk_resolved", WalkResolvedView.class, this::walkResolved)
                .on(HandoffRequested.OF_WALK, HandoffRequested.class, this::walkHandedOff);
    }

    @Bean
    EventSubscription droppedPushes() {
        return EventSubscription.of("dropped-pushes", Topics.HANDOFF)
                .on(HandoffEvent.CANCELLED, HandoffEvent.class, this::handoffEnded)
                .on(HandoffEvent.CLOSED, HandoffEvent.class, this::handoffEnded);
    }

    private void sessionResolved(ReceivedEvent<SessionResolvedView> event) {
        SessionResolvedView data = event.data();
        // a post of ours ended the session: its note is in the ticket already
        if (data.writebackId() == null && data.actorId() != null && data.actorName() != null) {
            pushes.begin(
                    new Trigger(
                            event.id(),
                            WritebackKind.RESOLUTION_NOTE,
                            data.sessionId(),
                            null,
                            null,
                            data.psaConnectionId(),
                            data.psaTicketId(),
                            data.actorId(),
                            data.actorName(),
                            data.actingAs()));
        }
    }

    private void sessionHandedOff(ReceivedEvent<HandoffRequested> event) {
        HandoffRequested data = event.data();
        if (data.writebackId() == null && data.intent().equals("escalate")) {
            pushes.begin(
                    new Trigger(
                            data.handoffId(),
                            WritebackKind.ESCALATION_PACKAGE,
                            data.sessionId(),
                            null,
                            data.handoffId(),
                            data.psaConnectionId(),
                            data.psaTicketId(),
                            data.handedOffBy(),
                            data.handedOffByName(),
                            data.actingAs()));
        }
    }

    private void walkResolved(ReceivedEvent<WalkResolvedView> event) {
        WalkResolvedView data = event.data();
        TicketView ticket = data.ticket();
        if (ticket != null
                && "psa".equals(ticket.kind())
                && data.actorId() != null
                && data.actorName() != null) {
            pushes.begin(
                    new Trigger(
                            event.id(),
                            WritebackKind.L1_RESOLUTION_NOTE,
                            null,
                            data.walkId(),
                            null,
                            ticket.psaConnectionId(),
                            ticket.id(),
                            data.actorId(),
                            data.actorName(),
                            data.actingAs()));
        }
    }

    private void walkHandedOff(ReceivedEvent<HandoffRequested> event) {
        HandoffRequested data = event.data();
        var ticket = data.ticket();
        if (ticket != null && ticket.path("kind").asString("").equals("psa")) {
            String connection = ticket.path("psa_connection_id").asString("");
            pushes.begin(
                    new Trigger(
                            data.handoffId(),
                            WritebackKind.L1_ESCALATION_NOTE,
                            null,
                            data.walkId(),
                            data.handoffId(),
                            connection.isEmpty() ? null : UUID.fromString(connection),
                            ticket.path("id").asString(""),
                            data.handedOffBy(),
                            data.handedOffByName(),
                            data.actingAs()));
        }
    }

    private void handoffEnded(ReceivedEvent<HandoffEvent> event) {
        pushes.drop(event.data().sourceId(), event.data().handoffId());
    }
}
