package io.resolutionflow.psa.preview;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class OfflineInputsTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void a_small_bundle_goes_as_it_is() {
        var bundle = JSON.createObjectNode().put("title", "x");
        assertThat(OfflineInputs.of(bundle)).isSameAs(bundle);
    }

    @Test
    void a_large_bundle_loses_its_oldest_and_least_parts_and_says_so() {
        var bundle = JSON.createObjectNode().put("title", "x");
        for (String member : new String[] {"messages_tail", "steps", "facts"}) {
            var list = bundle.putArray(member);
            for (int i = 0; i < 300; i++) {
                list.addObject().put("n", i).put("text", "y".repeat(500));
            }
        }
        var smaller = OfflineInputs.of(bundle);
        assertThat(smaller.toString()).hasSizeLessThan(256 * 1024);
        assertThat(smaller.path("truncated").asBoolean()).isTrue();
        assertThat(smaller.path("messages_tail")).isEmpty();
        assertThat(smaller.path("facts")).hasSize(300);
        assertThat(smaller.path("steps").path(smaller.path("steps").size() - 1).path("n").asInt())
                .isEqualTo(299);
        assertThat(bundle.path("messages_tail")).hasSize(300);
    }
}
