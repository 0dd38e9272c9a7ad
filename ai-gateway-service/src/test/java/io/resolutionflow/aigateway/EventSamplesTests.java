package io.resolutionflow.aigateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.resolutionflow.contracts.event.ai.AiPlanChanged;
import io.resolutionflow.contracts.event.ai.AiQuotaReached;
import io.resolutionflow.contracts.event.ai.AiUsageRecorded;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What this service publishes is what the committed samples and schemas say. */
class EventSamplesTests {

    private final JsonMapper json =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .changeDefaultPropertyInclusion(
                            all -> all.withValueInclusion(JsonInclude.Include.ALWAYS))
                    .build();

    static java.util.stream.Stream<Arguments> events() {
        return java.util.stream.Stream.of(
                Arguments.of(AiUsageRecorded.TYPE, AiUsageRecorded.class),
                Arguments.of(AiQuotaReached.WARNING, AiQuotaReached.class),
                Arguments.of(AiQuotaReached.EXHAUSTED, AiQuotaReached.class),
                Arguments.of(AiPlanChanged.TYPE, AiPlanChanged.class));
    }

    @ParameterizedTest
    @MethodSource("events")
    void the_record_writes_the_sample_and_the_sample_fits_the_schema(String type, Class<?> record)
            throws IOException {
        JsonNode sample = read(type + ".sample.json");
        var schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(read(type + ".schema.json"));

        JsonNode written = json.valueToTree(json.treeToValue(sample, record));

        assertThat(json.readTree(written.toString())).isEqualTo(sample);
        assertThat(schema.validate(sample)).isEmpty();
    }

    private JsonNode read(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(getClass().getResourceAsStream("/events/" + name))) {
            return json.readTree(in);
        }
    }
}
