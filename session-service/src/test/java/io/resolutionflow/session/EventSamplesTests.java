package io.resolutionflow.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.resolutionflow.contracts.event.HandoffRequested;
import io.resolutionflow.contracts.event.session.SessionAbandoned;
import io.resolutionflow.contracts.event.session.SessionDeleted;
import io.resolutionflow.contracts.event.session.SessionFixDecided;
import io.resolutionflow.contracts.event.session.SessionFixOutcomeRecorded;
import io.resolutionflow.contracts.event.session.SessionHandlerMoved;
import io.resolutionflow.contracts.event.session.SessionHandoffWithdrawn;
import io.resolutionflow.contracts.event.session.SessionOutputsReady;
import io.resolutionflow.contracts.event.session.SessionPackageAttached;
import io.resolutionflow.contracts.event.session.SessionPaused;
import io.resolutionflow.contracts.event.session.SessionRated;
import io.resolutionflow.contracts.event.session.SessionResolved;
import io.resolutionflow.contracts.event.session.SessionResumed;
import io.resolutionflow.contracts.event.session.SessionStarted;
import io.resolutionflow.contracts.event.session.SessionTicketLinked;
import io.resolutionflow.contracts.event.session.SessionUpdated;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
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

    static Stream<Arguments> events() {
        return Stream.of(
                Arguments.of(HandoffRequested.OF_SESSION, HandoffRequested.class),
                Arguments.of(SessionStarted.TYPE, SessionStarted.class),
                Arguments.of(SessionUpdated.TYPE, SessionUpdated.class),
                Arguments.of(SessionPaused.TYPE, SessionPaused.class),
                Arguments.of(SessionResumed.TYPE, SessionResumed.class),
                Arguments.of(SessionPackageAttached.TYPE, SessionPackageAttached.class),
                Arguments.of(SessionHandlerMoved.CLAIM_APPLIED, SessionHandlerMoved.class),
                Arguments.of(SessionHandlerMoved.CLAIM_RELEASED, SessionHandlerMoved.class),
                Arguments.of(SessionHandlerMoved.HANDLER_CHANGED, SessionHandlerMoved.class),
                Arguments.of(SessionHandoffWithdrawn.TYPE, SessionHandoffWithdrawn.class),
                Arguments.of(SessionResolved.TYPE, SessionResolved.class),
                Arguments.of(SessionAbandoned.TYPE, SessionAbandoned.class),
                Arguments.of(SessionDeleted.TYPE, SessionDeleted.class),
                Arguments.of(SessionTicketLinked.TYPE, SessionTicketLinked.class),
                Arguments.of(SessionFixDecided.TYPE, SessionFixDecided.class),
                Arguments.of(SessionFixOutcomeRecorded.TYPE, SessionFixOutcomeRecorded.class),
                Arguments.of(SessionOutputsReady.TYPE, SessionOutputsReady.class),
                Arguments.of(SessionRated.TYPE, SessionRated.class));
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
