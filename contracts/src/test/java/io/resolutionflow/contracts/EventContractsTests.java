package io.resolutionflow.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Every event has a schema and a golden sample, and each sample is what its schema says. */
class EventContractsTests {

    private static final Path EVENTS = Path.of("src", "main", "resources", "events");
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Set<String> types() throws IOException {
        return names(".schema.json");
    }

    @Test
    void every_schema_has_a_sample_and_every_sample_a_schema() throws IOException {
        assertThat(types()).isNotEmpty().isEqualTo(names(".sample.json"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void the_sample_is_what_the_schema_says(String type) throws IOException {
        assertThat(schema(type).validate(sample(type), InputFormat.JSON)).isEmpty();
    }

    /** Without this a schema that accepts anything would pass the test above. */
    @ParameterizedTest
    @MethodSource("types")
    void the_schema_notices_a_missing_required_member(String type) throws IOException {
        var document = JSON.readTree(read(type + ".schema.json"));
        assertThat(document.at("/required").isArray())
                .as("%s names required members", type)
                .isTrue();
        String first = document.at("/required/0").asString();
        var broken = (tools.jackson.databind.node.ObjectNode) JSON.readTree(sample(type));
        broken.remove(first);

        assertThat(schema(type).validate(JSON.writeValueAsString(broken), InputFormat.JSON))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void every_event_says_when_it_occurred(String type) throws IOException {
        assertThat(JSON.readTree(sample(type)).has("occurred_at"))
                .as("%s has occurred_at", type)
                .isTrue();
    }

    private static Schema schema(String type) throws IOException {
        return SCHEMAS.getSchema(read(type + ".schema.json"), InputFormat.JSON);
    }

    private static String sample(String type) throws IOException {
        return read(type + ".sample.json");
    }

    private static String read(String file) throws IOException {
        return Files.readString(EVENTS.resolve(file));
    }

    private static Set<String> names(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(EVENTS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .map(name -> name.substring(0, name.length() - suffix.length()))
                    .collect(Collectors.toSet());
        }
    }
}
