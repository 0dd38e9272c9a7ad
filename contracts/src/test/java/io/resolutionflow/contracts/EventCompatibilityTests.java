package io.resolutionflow.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** No event changes so that somebody who reads it would break (architecture §6). */
class EventCompatibilityTests {

    private static final Path NOW = Path.of("src", "main", "resources", "events");
    private static final Path RELEASED = Path.of("src", "test", "resources", "released-events");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static List<String> released() throws IOException {
        try (Stream<Path> files = Files.list(RELEASED)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("released")
    void a_released_event_only_gains_optional_members(String file) throws IOException {
        assertThat(NOW.resolve(file)).as("an event type never goes away").exists();

        assertThat(SchemaChange.breaks(read(RELEASED.resolve(file)), read(NOW.resolve(file))))
                .isEmpty();
    }

    /** The red twin of each rule, and what is allowed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    removed     | {"properties":{"id":{"type":"string"}},"required":["id"]} | /name is gone
                    renamed     | {"properties":{"id":{"type":"string"},"title":{"type":["string","null"]}},"required":["id"]} | /name is gone
                    narrowed    | {"properties":{"id":{"type":"string"},"name":{"type":"string"}},"required":["id"]} | /name has another type
                    widened     | {"properties":{"id":{"type":["string","null"]},"name":{"type":["string","null"]}},"required":["id"]} | /id has another type
                    required    | {"properties":{"id":{"type":"string"},"name":{"type":["string","null"]}},"required":["id","name"]} | /name is newly required
                    not always  | {"properties":{"id":{"type":"string"},"name":{"type":["string","null"]}},"required":[]} | /id is no longer always there
                    constrained | {"properties":{"id":{"type":"string","format":"uuid"},"name":{"type":["string","null"]}},"required":["id"]} | /id has another format
                    enumerated  | {"properties":{"id":{"type":"string","enum":["a"]},"name":{"type":["string","null"]}},"required":["id"]} | /id has another set of values
                    """)
    void a_breaking_change_is_found(String change, String now, String found) {
        String released =
                "{\"properties\":{\"id\":{\"type\":\"string\"},\"name\":{\"type\":[\"string\",\"null\"]}},\"required\":[\"id\"]}";

        assertThat(SchemaChange.breaks(JSON.readTree(released), JSON.readTree(now)))
                .as(change)
                .contains(found);
    }

    @Test
    void a_break_deep_inside_is_found_too() {
        String released =
                "{\"properties\":{\"list\":{\"type\":\"array\",\"items\":{\"properties\":{\"kind\":{\"enum\":[\"a\",\"b\"]}}}}}}";
        String fewer = released.replace("\"a\",", "");

        assertThat(SchemaChange.breaks(JSON.readTree(released), JSON.readTree(fewer)))
                .containsExactly("/list[]/kind lost the values [a]");
        assertThat(SchemaChange.breaks(JSON.readTree(fewer), JSON.readTree(released))).isEmpty();
    }

    @Test
    void a_new_optional_member_and_better_words_are_no_break() {
        String released = "{\"title\":\"x\",\"properties\":{\"id\":{\"type\":\"string\"}}}";
        String now =
                "{\"title\":\"y\",\"properties\":{\"id\":{\"type\":\"string\",\"description\":\"which\"},\"more\":{\"type\":\"string\"}}}";

        assertThat(SchemaChange.breaks(JSON.readTree(released), JSON.readTree(now))).isEmpty();
    }

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }
}
