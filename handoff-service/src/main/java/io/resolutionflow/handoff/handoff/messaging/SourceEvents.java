package io.resolutionflow.handoff.handoff.messaging;

import io.resolutionflow.contracts.event.HandoffRequested;
import io.resolutionflow.contracts.event.Topics;
import io.resolutionflow.handoff.handoff.CloseHandoffs;
import io.resolutionflow.handoff.handoff.CloseReason;
import io.resolutionflow.handoff.handoff.FollowSource;
import io.resolutionflow.handoff.handoff.OpenHandoff;
import io.resolutionflow.handoff.handoff.Person;
import io.resolutionflow.handoff.handoff.messaging.SourceViews.CardNews;
import io.resolutionflow.handoff.handoff.messaging.SourceViews.HandlerNews;
import io.resolutionflow.handoff.handoff.messaging.SourceViews.Over;
import io.resolutionflow.handoff.handoff.messaging.SourceViews.PackageAttached;
import io.resolutionflow.handoff.handoff.messaging.SourceViews.Resumed;
import io.resolutionflow.handoff.handoff.messaging.SourceViews.WritebackCompleted;
import io.resolutionflow.handoff.member.Directory;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.inbox.EventSubscription;
import io.resolutionflow.platform.inbox.ReceivedEvent;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What session-service and l1-walk-service tell (contract-handoffs §11). */
@Configuration(proxyBeanMethods = false)
class SourceEvents {

    private final OpenHandoff opening;
    private final CloseHandoffs closing;
    private final FollowSource following;
    private final Directory directory;

    SourceEvents(
            OpenHandoff opening,
            CloseHandoffs closing,
            FollowSource following,
            Directory directory) {
        this.opening = opening;
        this.closing = closing;
        this.following = following;
        this.directory = directory;
    }

    @Bean
    EventSubscription sessionEvents() {
        return EventSubscription.of("sessions", Topics.SESSION)
                .on(HandoffRequested.OF_SESSION, HandoffRequested.class, this::target, this::open)
                .on("session.resolved", Over.class, event -> over(event, CloseReason.RESOLVED))
                .on("session.abandoned", Over.class, event -> over(event, CloseReason.ABANDONED))
                .on("session.deleted", Over.class, event -> over(event, CloseReason.DELETED))
                .on("session.resumed", Resumed.class, this::resumed)
                .on("session.updated", CardNews.class, this::card)
                .on("session.claim_applied", HandlerNews.class, this::handler)
                .on("session.claim_released", HandlerNews.class, this::handler)
                .on("session.handler_changed", HandlerNews.class, this::handler)
                .on("session.package_attached", PackageAttached.class, this::packaged);
    }

    @Bean
    EventSubscription walkEvents() {
        return EventSubscription.of("walks", Topics.L1)
                .on(HandoffRequested.OF_WALK, HandoffRequested.class, this::target, this::open);
    }

    @Bean
    EventSubscription packageEvents() {
        return EventSubscription.of("packages", Topics.PSA)
                .on("psa.writeback_completed", WritebackCompleted.class, this::written);
    }

    private void written(ReceivedEvent<WritebackCompleted> event) {
        WritebackCompleted done = event.data();
        if (done.handoffId() != null && "escalation_package".equals(done.kind())) {
            following.packageAttached(done.handoffId(), done.writebackId());
        }
    }

    /**
     * A named target who is no enabled engineer of the account is dropped, and everybody is told
     * (§2.3).
     */
    private Optional<Person> target(ReceivedEvent<HandoffRequested> event) {
        return Optional.ofNullable(event.data().targetUserId())
                .filter(id -> !id.equals(event.data().handedOffBy()))
                .flatMap(directory::eligible)
                .map(member -> new Person(member.id(), member.name()));
    }

    private void open(ReceivedEvent<HandoffRequested> event, Optional<Person> target) {
        opening.open(RequestReading.of(event.data(), event.aggregateSeq(), target.orElse(null)));
    }

    private void over(ReceivedEvent<Over> event, CloseReason reason) {
        Over over = event.data();
        closing.ofSource(
                over.sessionId(),
                reason,
                event.aggregateSeq(),
                new Actor(over.actorId(), over.actorName(), null));
    }

    private void resumed(ReceivedEvent<Resumed> event) {
        Resumed resumed = event.data();
        if (resumed.withdrawnHandoffId() != null) {
            closing.resumed(
                    resumed.sessionId(),
                    resumed.withdrawnHandoffId(),
                    new Actor(resumed.actorId(), resumed.actorName(), null));
        }
    }

    private void card(ReceivedEvent<CardNews> event) {
        following.card(event.data().sessionId(), event.data().card().card());
    }

    private void handler(ReceivedEvent<HandlerNews> event) {
        HandlerNews news = event.data();
        if (news.sessionStatus() != null) {
            following.status(news.sessionId(), news.handoffId(), news.sessionStatus());
        }
    }

    private void packaged(ReceivedEvent<PackageAttached> event) {
        following.packageAttached(event.data().handoffId(), event.data().writebackId());
    }
}
