package io.resolutionflow.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** docs/asyncapi.yaml tells every event there is. {@code -Dasyncapi.write=true} writes it anew. */
class AsyncApiTests {

    private static final Path EVENTS = Path.of("src", "main", "resources", "events");
    private static final Path PAGE = Path.of("..", "docs", "asyncapi.yaml");
    private static final String SUFFIX = ".schema.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void the_committed_page_is_what_the_schemas_say() throws IOException {
        String written = AsyncApi.write(descriptions());
        if (Boolean.getBoolean("asyncapi.write")) {
            Files.writeString(PAGE, written);
        }
        assertThat(Files.readString(PAGE))
                .as("run: mvn -pl contracts test -Dtest=AsyncApiTests -Dasyncapi.write=true")
                .isEqualTo(written);
    }

    @Test
    void a_new_event_is_missing_on_the_page_until_it_is_written() throws IOException {
        var withOneMore = descriptions();
        withOneMore.put("l1.something_new", "");

        assertThat(AsyncApi.write(withOneMore)).isNotEqualTo(AsyncApi.write(descriptions()));
    }

    @Test
    void every_event_has_a_publisher() throws IOException {
        assertThat(descriptions().keySet()).allMatch(AsyncApi::hasPublisher);
    }

    private static SortedMap<String, String> descriptions() throws IOException {
        var descriptions = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(EVENTS)) {
            List<Path> schemas =
                    files.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).toList();
            for (Path schema : schemas) {
                String name = schema.getFileName().toString();
                descriptions.put(
                        name.substring(0, name.length() - SUFFIX.length()),
                        JSON.readTree(Files.readString(schema)).path("description").asString(""));
            }
        }
        return descriptions;
    }
}
