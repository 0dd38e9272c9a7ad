package io.resolutionflow.session.writeback.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.session.writeback.messaging.WritebackEventsListener.WritebackView;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The publisher's golden samples can be read here. */
class WritebackViewTests {

    private final JsonMapper json =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    @ParameterizedTest
    @ValueSource(strings = {"psa.writeback_completed", "psa.writeback_failed"})
    void the_sample_of_the_publisher_has_what_is_needed(String type) throws IOException {
        try (InputStream sample =
                Objects.requireNonNull(
                        getClass().getResourceAsStream("/events/" + type + ".sample.json"))) {
            var event = json.readValue(sample, WritebackView.class);

            assertThat(event.writebackId()).isNotNull();
            assertThat(event.kind()).isIn("resolution_note", "escalation_package");
            assertThat(event.sessionId()).isNotNull();
        }
    }
}
