package io.resolutionflow.session.handoff.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The publisher's golden samples can be read here. */
class HandoffEventViewTests {

    private final JsonMapper json =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "handoff.claimed",
                "handoff.released",
                "handoff.reassigned",
                "handoff.cancelled"
            })
    void the_sample_of_the_publisher_has_what_is_needed(String type) throws IOException {
        try (InputStream sample =
                Objects.requireNonNull(
                        getClass().getResourceAsStream("/events/" + type + ".sample.json"))) {
            var event = json.readValue(sample, HandoffEventView.class);

            assertThat(event.handoffId()).isNotNull();
            assertThat(event.sourceId()).isNotNull();
            assertThat(event.sourceKind()).isIn("l1_walk", "ai_session");
            assertThat(event.claimEpoch()).isPositive();
            assertThat(event.handedOffByName()).isNotBlank();
        }
    }
}
