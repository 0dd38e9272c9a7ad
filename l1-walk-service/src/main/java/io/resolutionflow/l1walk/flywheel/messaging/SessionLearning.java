package io.resolutionflow.l1walk.flywheel.messaging;

import io.resolutionflow.contracts.event.Topics;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.flow.FlowUsage;
import io.resolutionflow.l1walk.flywheel.ResolvedSession;
import io.resolutionflow.l1walk.learning.LearningJobs;
import io.resolutionflow.platform.inbox.EventSubscription;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** AI sessions count as use of the flow they were matched to, and are learnt from when resolved. */
@Configuration(proxyBeanMethods = false)
class SessionLearning {

    /** Fields of {@code session.started} this service needs. */
    record StartedView(UUID sessionId, @Nullable UUID matchedFlowId) {}

    /** Fields of {@code session.resolved} this service needs. */
    record ResolvedView(
            UUID sessionId,
            @Nullable UUID actorId,
            @Nullable String actorName,
            @Nullable Resolution resolution,
            @Nullable String problemSummary,
            @Nullable String problemDomain,
            @Nullable UUID matchedFlowId,
            @Nullable Integer matchedFlowVersion,
            @Nullable String psaTicketId) {}

    record Resolution(@Nullable String summary) {}

    @Bean
    EventSubscription sessionsToLearnFrom(
            LearningJobs jobs, FlowUsage usage, FlowRepository flows) {
        return EventSubscription.of("learning", Topics.SESSION)
                .on(
                        "session.started",
                        StartedView.class,
                        event -> {
                            UUID flow = event.data().matchedFlowId();
                            if (flow != null) {
                                flows.find(flow).ifPresent(f -> usage.started(f.source(), f.id()));
                            }
                        })
                .on(
                        "session.resolved",
                        ResolvedView.class,
                        event -> {
                            ResolvedView data = event.data();
                            if (data.matchedFlowId() != null) {
                                flows.find(data.matchedFlowId())
                                        .ifPresent(f -> usage.sessionResolved(f.source(), f.id()));
                            }
                            jobs.order(
                                    LearningJobs.Source.SESSION, data.sessionId(), session(data));
                        });
    }

    private static ResolvedSession session(ResolvedView data) {
        return new ResolvedSession(
                data.sessionId(),
                data.matchedFlowId(),
                data.matchedFlowVersion(),
                data.problemSummary(),
                data.problemDomain(),
                data.resolution() == null ? null : data.resolution().summary(),
                data.actorId(),
                data.actorName(),
                data.psaTicketId());
    }
}
