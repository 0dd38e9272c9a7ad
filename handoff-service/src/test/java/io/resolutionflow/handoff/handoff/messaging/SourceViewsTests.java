package io.resolutionflow.handoff.handoff.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.contracts.event.HandoffRequested;
import io.resolutionflow.handoff.handoff.Intent;
import io.resolutionflow.handoff.handoff.Priority;
import io.resolutionflow.handoff.handoff.SourceKind;
import io.resolutionflow.handoff.handoff.messaging.SourceViews.CardNews;
import io.resolutionflow.handoff.handoff.messaging.SourceViews.HandlerNews;
import io.resolutionflow.handoff.handoff.messaging.SourceViews.Over;
import io.resolutionflow.handoff.handoff.messaging.SourceViews.PackageAttached;
import io.resolutionflow.handoff.handoff.messaging.SourceViews.Resumed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The publishers' golden samples hold what this consumer needs. */
class SourceViewsTests {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private static <T> T sample(String type, Class<T> view) throws IOException {
        return JSON.readValue(
                new ClassPathResource("events/" + type + ".sample.json")
                        .getContentAsString(StandardCharsets.UTF_8),
                view);
    }

    @ParameterizedTest
    @ValueSource(strings = {"session.resolved", "session.abandoned", "session.deleted"})
    void the_end_of_a_session_names_it(String type) throws IOException {
        assertThat(sample(type, Over.class).sessionId()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session.claim_applied",
                "session.claim_released",
                "session.handler_changed"
            })
    void news_of_a_handler_name_session_hand_off_and_status(String type) throws IOException {
        HandlerNews news = sample(type, HandlerNews.class);
        assertThat(news.sessionId()).isNotNull();
        assertThat(news.handoffId()).isNotNull();
        assertThat(news.sessionStatus()).isNotBlank();
    }

    @Test
    void an_update_carries_the_card() throws IOException {
        assertThat(sample("session.updated", CardNews.class).card().card().title()).isNotBlank();
    }

    @Test
    void the_rest_is_readable_too() throws IOException {
        assertThat(sample("session.resumed", Resumed.class).sessionId()).isNotNull();
        PackageAttached attached = sample("session.package_attached", PackageAttached.class);
        assertThat(attached.handoffId()).isNotNull();
        assertThat(attached.writebackId()).isNotNull();
    }

    @Test
    void a_request_of_a_walk_becomes_a_walks_hand_off_and_one_of_a_session_a_sessions() {
        UUID source = UUID.randomUUID();
        var walk = RequestReading.of(request(null, source, "l1_escalate"), 7, null);
        assertThat(walk.request().sourceKind()).isEqualTo(SourceKind.L1_WALK);
        assertThat(walk.request().walkId()).isEqualTo(source);
        assertThat(walk.sessionStatus()).isEqualTo("escalated");
        assertThat(walk.request().sourceSeq()).isEqualTo(7);
        var session = RequestReading.of(request(source, null, "escalate"), 3, null);
        assertThat(session.request().sourceKind()).isEqualTo(SourceKind.AI_SESSION);
        assertThat(session.request().walkId()).isNull();
        assertThat(session.sessionStatus()).isEqualTo("requesting_escalation");
        assertThat(session.request().intent()).isEqualTo(Intent.ESCALATE);
        assertThat(session.priority()).isEqualTo(Priority.HIGH);
    }

    private static HandoffRequested request(
            @org.jspecify.annotations.Nullable UUID session,
            @org.jspecify.annotations.Nullable UUID walk,
            String origin) {
        return new HandoffRequested(
                UUID.randomUUID(),
                session,
                walk,
                "escalate",
                origin,
                "Stuck",
                null,
                null,
                "high",
                null,
                UUID.randomUUID(),
                "Ana Ruiz",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                JsonNodeFactory.instance.objectNode(),
                null,
                Instant.EPOCH);
    }
}
