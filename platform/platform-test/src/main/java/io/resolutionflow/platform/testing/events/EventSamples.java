package io.resolutionflow.platform.testing.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** The committed samples and schemas of {@code contracts}, one of each per event type. */
public final class EventSamples {

    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private EventSamples() {}

    /** The record reads the sample and writes it again without loss; returns what it wrote. */
    public static String assertSurvives(JsonMapper json, String type, Class<?> record) {
        String sample = read(type + ".sample.json");
        String written = json.writeValueAsString(json.readValue(sample, record));
        assertThat(json.readTree(written)).as(type).isEqualTo(json.readTree(sample));
        return written;
    }

    /** The schema of the type accepts the payload. */
    public static void assertFits(String type, String payload) {
        assertThat(
                        SCHEMAS.getSchema(read(type + ".schema.json"), InputFormat.JSON)
                                .validate(payload, InputFormat.JSON))
                .as(type)
                .isEmpty();
    }

    /** The golden sample of a type, as JSON text. */
    public static String sample(String type) {
        return read(type + ".sample.json");
    }

    /** The JSON Schema of a type, as JSON text. */
    public static String schema(String type) {
        return read(type + ".schema.json");
    }

    private static String read(String name) {
        try (InputStream file =
                Objects.requireNonNull(
                        EventSamples.class.getResourceAsStream("/events/" + name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
