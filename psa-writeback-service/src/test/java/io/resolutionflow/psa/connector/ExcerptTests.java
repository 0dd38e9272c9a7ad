package io.resolutionflow.psa.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What cannot be written as UTF-8 would end an answer in the middle. */
class ExcerptTests {

    private static final String SMILE = "\uD83D\uDE00";

    @Test
    void a_text_is_cut_with_an_ellipsis_that_counts() {
        assertThat(Excerpt.of("abc", 3)).isEqualTo("abc");
        assertThat(Excerpt.of("abcd", 3)).isEqualTo("ab…");
        assertThat(Excerpt.beginning("abcd", 3)).isEqualTo("abc");
    }

    @Test
    void a_character_of_two_halves_is_left_whole_or_out() {
        assertThat(Excerpt.of("a" + SMILE + SMILE, 3)).isEqualTo("a…");
        assertThat(Excerpt.of("ab" + SMILE + SMILE, 5)).isEqualTo("ab" + SMILE + "…");
        assertThat(Excerpt.beginning(SMILE, 1)).isEmpty();
    }
}
