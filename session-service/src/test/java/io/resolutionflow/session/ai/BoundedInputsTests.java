package io.resolutionflow.session.ai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class BoundedInputsTests {

    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void what_fits_stays_as_it_is() {
        ObjectNode small = json.createObjectNode().put("a", "b");

        assertThat(BoundedInputs.fit(small, 100).toString()).isEqualTo("{\"a\":\"b\"}");
    }

    @Test
    void of_the_longest_list_the_oldest_go_first() {
        ObjectNode grown = json.createObjectNode().put("problem", "short");
        var facts = grown.putArray("facts");
        for (int i = 0; i < 100; i++) {
            facts.add("fact " + i + " " + "x".repeat(100));
        }

        BoundedInputs.fit(grown, 4_000);

        assertThat(grown.toString().length()).isLessThanOrEqualTo(4_000);
        assertThat(grown.path("problem").asString()).isEqualTo("short");
        assertThat(grown.path("facts").get(grown.path("facts").size() - 1).asString())
                .startsWith("fact 99");
    }

    @Test
    void one_endless_text_is_cut_and_one_endless_object_given_up() {
        ObjectNode grown = json.createObjectNode().put("text", "y".repeat(50_000));
        grown.putObject("ticket").put("notes", "z".repeat(50_000));

        BoundedInputs.fit(grown, 1_000);

        assertThat(grown.toString().length()).isLessThanOrEqualTo(1_000);
        assertThat(grown.path("text").asString()).startsWith("yyy");
        assertThat(grown.path("ticket").isNull()).isTrue();
    }
}
