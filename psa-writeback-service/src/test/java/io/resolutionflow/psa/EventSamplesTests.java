package io.resolutionflow.psa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.resolutionflow.contracts.event.psa.PsaConnectionChanged;
import io.resolutionflow.contracts.event.psa.PsaPreferencesChanged;
import io.resolutionflow.contracts.event.psa.PsaWritebackCompleted;
import io.resolutionflow.contracts.event.psa.PsaWritebackFailed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What this service publishes is what the committed samples and schemas say. */
class EventSamplesTests {

    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonMapper json =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .changeDefaultPropertyInclusion(
                            all -> all.withValueInclusion(JsonInclude.Include.ALWAYS))
                    .build();

    static Stream<Arguments> events() {
        return Stream.of(
                Arguments.of(PsaWritebackCompleted.TYPE, PsaWritebackCompleted.class),
                Arguments.of(PsaWritebackFailed.TYPE, PsaWritebackFailed.class),
                Arguments.of(PsaConnectionChanged.PAUSED, PsaConnectionChanged.class),
                Arguments.of(PsaConnectionChanged.RESUMED, PsaConnectionChanged.class),
                Arguments.of(PsaPreferencesChanged.TYPE, PsaPreferencesChanged.class));
    }

    @ParameterizedTest
    @MethodSource("events")
    void the_record_writes_the_sample_and_the_schema_accepts_it(String type, Class<?> record)
            throws IOException {
        String sample = resource(type + ".sample.json");
        String written = json.writeValueAsString(json.readValue(sample, record));
        assertThat(json.readTree(written)).isEqualTo(json.readTree(sample));
        assertThat(
                        SCHEMAS.getSchema(resource(type + ".schema.json"), InputFormat.JSON)
                                .validate(written, InputFormat.JSON))
                .isEmpty();
    }

    private static String resource(String name) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(
                        EventSamplesTests.class.getResourceAsStream("/events/" + name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
