package io.resolutionflow.psa.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contract-psa §7: a summary is a sentence, not a heading (KD-32). */
class SummaryTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "'## Problem\\nOutlook does not sync. Since 9.' ~ 'Outlook does not sync.'",
                "'Problem\\n=======\\nNo sound in calls!  Only on Tuesdays.' ~ 'No sound in calls!'",
                "'Problem\\n---\\nNo sound in calls' ~ 'No sound in calls'",
                "'**Problem**\\n\\nWhy is it slow? Nobody knows.' ~ 'Why is it slow?'",
                "'__Problem__:\\n- The printer is offline. Gate 3.' ~ 'The printer is offline.'",
                "'> * 1. The VPN drops' ~ 'The VPN drops'",
                "'Version 2.1.3 is broken. Use 2.2.' ~ 'Version 2.1.3 is broken.'",
                "'No end mark here' ~ 'No end mark here'",
                "'## Only a heading' ~ 'Only a heading'",
                "'## First ##\\n### Second' ~ 'First'",
                "'**Bold start** of a sentence. More.' ~ 'Bold start of a sentence.'",
                "'  \\n\\n Text after blank lines.' ~ 'Text after blank lines.'",
                "'Done!' ~ 'Done!'",
                "'- [x] Replaced the cable. Tested.' ~ 'Replaced the cable.'"
            })
    void the_first_sentence_of_the_first_line_that_is_no_heading(String markdown, String expected) {
        assertThat(Summary.derive(markdown.replace("\\n", "\n"))).isEqualTo(expected);
    }

    @Test
    void a_given_summary_is_taken_and_a_blank_one_is_derived() {
        assertThat(Summary.of(" Mine. ", "Text.")).isEqualTo("Mine.");
        assertThat(Summary.of("  ", "Text. More.")).isEqualTo("Text.");
        assertThat(Summary.of(null, "Text. More.")).isEqualTo("Text.");
    }

    @Test
    void a_long_sentence_is_cut_at_a_word_with_an_ellipsis() {
        String derived = Summary.derive("word ".repeat(200));
        assertThat(derived).endsWith("word…").hasSizeLessThanOrEqualTo(500);
        assertThat(Summary.derive("x".repeat(900))).hasSize(500).endsWith("…");
        assertThat(Summary.derive("\uD83D\uDE00".repeat(300)))
                .isEqualTo("\uD83D\uDE00".repeat(249) + "…");
    }
}
