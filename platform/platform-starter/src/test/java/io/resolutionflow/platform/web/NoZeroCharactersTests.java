package io.resolutionflow.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoZeroCharactersTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\\u0000\"}",
                "{\"a\":\"x\\\\\\u0000\"}",
                "{\"\\u0000\":1}",
                "[\"\\n\\u0000\"]",
                "{\"a\":\"\0\"}"
            })
    void the_character_is_found(String json) {
        assertThat(NoZeroCharacters.holdsZero(json.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\\\\u0000\"}",
                "{\"a\":\"\\u0001\"}",
                "{\"a\":\"\\\\\\\\u0000\"}",
                "{\"a\":\"u0000\"}",
                "\"\\",
                "\"\\u000",
                ""
            })
    void what_only_looks_like_it_is_let_through(String json) {
        assertThat(NoZeroCharacters.holdsZero(json.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void utf_16_is_no_json() {
        assertThat(NoZeroCharacters.holdsZero("{}".getBytes(StandardCharsets.UTF_16))).isTrue();
    }
}
