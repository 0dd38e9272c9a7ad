package io.resolutionflow.platform.testing.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a service publishes is what the committed samples and schemas say; a service subclasses it
 * and names its events.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EventSamplesKit {

    private final JsonMapper json =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .changeDefaultPropertyInclusion(
                            all -> all.withValueInclusion(JsonInclude.Include.ALWAYS))
                    .build();

    /** Each event type with its record: {@code Arguments.of(type, record)}. */
    protected abstract Stream<Arguments> events();

    @ParameterizedTest
    @MethodSource("events")
    void the_record_writes_the_sample_and_the_schema_accepts_both(String type, Class<?> record) {
        String written = EventSamples.assertSurvives(json, type, record);
        EventSamples.assertFits(type, written);
        EventSamples.assertFits(type, EventSamples.sample(type));
    }
}
