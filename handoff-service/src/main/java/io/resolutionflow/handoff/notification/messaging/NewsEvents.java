package io.resolutionflow.handoff.notification.messaging;

import io.resolutionflow.contracts.event.Topics;
import io.resolutionflow.handoff.Cut;
import io.resolutionflow.handoff.channel.EventKey;
import io.resolutionflow.handoff.notification.News;
import io.resolutionflow.handoff.notification.News.Group;
import io.resolutionflow.handoff.notification.TellNews;
import io.resolutionflow.platform.inbox.EventSubscription;
import io.resolutionflow.platform.inbox.ReceivedEvent;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What psa-writeback-service and l1-walk-service tell people (contract-handoffs §7.1, §11). */
@Configuration(proxyBeanMethods = false)
class NewsEvents {

    private static final int LINK_MAX = 500;
    private static final int TEXT_MAX = 500;

    private final TellNews telling;

    NewsEvents(TellNews telling) {
        this.telling = telling;
    }

    /**
     * @param message fit for people
     */
    record WritebackFailed(
            UUID writebackId,
            @Nullable UUID sessionId,
            @Nullable UUID walkId,
            @Nullable UUID requestedBy,
            @Nullable UUID handlerId,
            @Nullable String message) {}

    record ConnectionPaused(UUID connectionId, @Nullable String displayName) {}

    record Proposal(
            UUID proposalId,
            @Nullable String title,
            @Nullable String link,
            @Nullable List<UUID> authorIds) {}

    record KnowledgeGap(@Nullable String title, @Nullable String link) {}

    @Bean
    EventSubscription ticketingNews() {
        return EventSubscription.of("psa-news", Topics.PSA)
                .on("psa.writeback_failed", WritebackFailed.class, this::writebackFailed)
                .on("psa.connection_paused", ConnectionPaused.class, this::connectionPaused);
    }

    @Bean
    EventSubscription deskNews() {
        return EventSubscription.of("l1-news", Topics.L1)
                .on("l1.proposal_pending", Proposal.class, this::proposalPending)
                .on("l1.proposal_approved", Proposal.class, this::proposalApproved)
                .on("l1.knowledge_gap_detected", KnowledgeGap.class, this::knowledgeGap);
    }

    private void writebackFailed(ReceivedEvent<WritebackFailed> event) {
        WritebackFailed failed = event.data();
        UUID person = failed.requestedBy() == null ? failed.handlerId() : failed.requestedBy();
        String link =
                failed.sessionId() != null
                        ? "/pilot/" + failed.sessionId()
                        : failed.walkId() != null ? "/l1/walk/" + failed.walkId() : "/";
        tell(
                event,
                EventKey.WRITEBACK_FAILED,
                "writeback",
                failed.writebackId(),
                "A note did not reach the ticket as it should",
                failed.message(),
                link,
                Stream.ofNullable(person).toList(),
                Group.OWNERS_AND_ADMINS);
    }

    private void connectionPaused(ReceivedEvent<ConnectionPaused> event) {
        ConnectionPaused paused = event.data();
        tell(
                event,
                EventKey.CONNECTION_PAUSED,
                "psa_connection",
                paused.connectionId(),
                "Ticketing connection paused: " + shown(paused.displayName()),
                "Its credentials do not work any more. Give new ones and test the connection.",
                "/account",
                List.of(),
                Group.OWNERS_AND_ADMINS);
    }

    private void proposalPending(ReceivedEvent<Proposal> event) {
        Proposal proposal = event.data();
        tell(
                event,
                EventKey.PROPOSAL_PENDING,
                "proposal",
                proposal.proposalId(),
                "To review: " + shown(proposal.title()),
                null,
                proposal.link(),
                List.of(),
                Group.TEAM_ADMINS_TOO);
    }

    private void proposalApproved(ReceivedEvent<Proposal> event) {
        Proposal proposal = event.data();
        tell(
                event,
                EventKey.PROPOSAL_APPROVED,
                "proposal",
                proposal.proposalId(),
                "Approved: " + shown(proposal.title()),
                null,
                proposal.link(),
                proposal.authorIds() == null ? List.of() : proposal.authorIds(),
                Group.NOBODY);
    }

    private void knowledgeGap(ReceivedEvent<KnowledgeGap> event) {
        KnowledgeGap gap = event.data();
        tell(
                event,
                EventKey.KNOWLEDGE_GAP,
                "knowledge_gap",
                UUID.fromString(event.subject()),
                "Knowledge gap: " + shown(gap.title()),
                null,
                gap.link(),
                List.of(),
                Group.OWNERS_AND_ADMINS);
    }

    private void tell(
            ReceivedEvent<?> event,
            EventKey key,
            String subjectType,
            UUID subjectId,
            String headline,
            @Nullable String text,
            @Nullable String link,
            List<UUID> people,
            Group group) {
        telling.tell(
                new News(
                        key,
                        subjectType,
                        subjectId,
                        // the same thing may happen to it again
                        Math.toIntExact(event.aggregateSeq()),
                        headline,
                        text == null ? null : Cut.to(text, TEXT_MAX),
                        inside(link),
                        people,
                        group,
                        null));
    }

    /** Links lead into the web app and nowhere else. */
    private static String inside(@Nullable String link) {
        return link != null
                        && link.length() <= LINK_MAX
                        && link.startsWith("/")
                        && !link.startsWith("//")
                ? link
                : "/";
    }

    private static String shown(@Nullable String title) {
        return title == null || title.isBlank() ? "Untitled" : title;
    }
}
