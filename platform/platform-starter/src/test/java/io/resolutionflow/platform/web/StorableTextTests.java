package io.resolutionflow.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorableTextTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\\u0000\"}",
                "{\"a\":\"x\\\\\\u0000\"}",
                "{\"\\u0000\":1}",
                "[\"\\n\\u0000\"]",
                "{\"a\":\"\\ud83d\"}",
                "{\"a\":\"\\uDE00\"}",
                "{\"a\":\"\\ud83d\\ud83d\\ude00\"}",
                "{\"a\":\"\\ud83dx\"}",
                "{\"a\":\"\0\"}"
            })
    void what_no_text_can_keep_is_found(String json) {
        assertThat(StorableText.holdsUnstorable(json.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\\\\u0000\"}",
                "{\"a\":\"\\u0001\"}",
                "{\"a\":\"\\ud83d\\ude00\"}",
                "{\"a\":\"\\\\ud83d\"}",
                "{\"a\":\"😀\"}",
                "{\"a\":\"\\\\\\\\u0000\"}",
                "{\"a\":\"u0000\"}",
                "\"\\",
                "\"\\u000",
                ""
            })
    void what_only_looks_like_it_is_let_through(String json) {
        assertThat(StorableText.holdsUnstorable(json.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void utf_16_is_no_json() {
        assertThat(StorableText.holdsUnstorable("{}".getBytes(StandardCharsets.UTF_16))).isTrue();
    }
}
