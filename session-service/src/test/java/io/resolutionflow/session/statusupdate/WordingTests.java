package io.resolutionflow.session.statusupdate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The problem has been resolved.",
                "Your printer is now fixed!",
                "We have successfully fixed it.",
                "It was not the cable. The issue is resolved."
            })
    void a_claim_is_heard(String text) {
        assertThat(Wording.claimsSolved(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The problem is not resolved yet.",
                "We will tell you as soon as it is fixed.",
                "It cannot be called closed until it is solved.",
                "We are working on it."
            })
    void a_hope_is_none(String text) {
        assertThat(Wording.claimsSolved(text)).isFalse();
    }

    @Test
    void a_text_ends_with_a_sentence_within_its_words() {
        String text = "One two three four. Five six seven eight. Nine ten.";
        assertThat(Wording.atMost(text, 9)).isEqualTo("One two three four. Five six seven eight.");
        assertThat(Wording.atMost(text, 10)).isEqualTo(text);
        assertThat(Wording.atMost("a b c d", 2)).isEqualTo("a b …");
    }
}
