package io.resolutionflow.session.writeback.messaging;

import io.resolutionflow.contracts.event.Topics;
import io.resolutionflow.platform.inbox.EventSubscription;
import io.resolutionflow.session.session.AiSessions;
import io.resolutionflow.session.ticket.AutomaticPushes;
import io.resolutionflow.session.writeback.WritebackResults;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Results of write-backs as events, the same as by call, and which of them begin by themselves. */
@Configuration(proxyBeanMethods = false)
class WritebackEventsListener {

    private static final int MESSAGE = 200;

    private final AiSessions sessions;
    private final WritebackResults results;
    private final AutomaticPushes pushes;

    WritebackEventsListener(AiSessions sessions, WritebackResults results, AutomaticPushes pushes) {
        this.sessions = sessions;
        this.results = results;
        this.pushes = pushes;
    }

    /**
     * What this service needs of a {@code psa.writeback_*} event; {@code sessionId} is null for a
     * walk's.
     */
    record WritebackView(
            UUID writebackId,
            String kind,
            @Nullable UUID sessionId,
            @Nullable String externalId,
            @Nullable Instant postedAt,
            @Nullable String message) {}

    /** Keys of what was changed, with what holds now. */
    record PreferencesView(Map<String, @Nullable Object> changed) {

        @Nullable Boolean flag(String key) {
            return changed.get(key) instanceof Boolean flag ? flag : null;
        }
    }

    @Bean
    EventSubscription writebackEvents() {
        return EventSubscription.of("writebacks", Topics.PSA)
                .on(
                        "psa.writeback_completed",
                        WritebackView.class,
                        event -> record(event.data(), "sent"))
                .on(
                        "psa.writeback_failed",
                        WritebackView.class,
                        event -> record(event.data(), "failed"))
                .on(
                        "psa.preferences_changed",
                        PreferencesView.class,
                        event -> switched(event.data()));
    }

    private void record(WritebackView event, String state) {
        UUID sessionId = event.sessionId();
        // a completed write-back without an external id never left the house: no ticket was linked
        if (sessionId == null || (state.equals("sent") && event.externalId() == null)) {
            return;
        }
        sessions.lock(sessionId)
                .ifPresent(session ->
                        results.record(
                                session,
                                new WritebackResults.Result(
                                        event.writebackId(),
                                        event.kind(),
                                        state,
                                        event.externalId(),
                                        event.postedAt(),
                                        state.equals("sent") ? null : cut(event.message()))));
    }

    private void switched(PreferencesView event) {
        Boolean onResolve = event.flag("psa.auto_push_on_resolve");
        Boolean onEscalate = event.flag("psa.auto_push_on_escalate");
        if (onResolve != null || onEscalate != null) {
            pushes.switched(onResolve, onEscalate);
        }
    }

    private static @Nullable String cut(@Nullable String message) {
        return message == null || message.length() <= MESSAGE
                ? message
                : message.substring(0, MESSAGE);
    }
}
