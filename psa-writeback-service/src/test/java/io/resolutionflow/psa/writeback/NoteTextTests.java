package io.resolutionflow.psa.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.psa.connector.PsaNote;
import io.resolutionflow.psa.connector.Visibility;
import io.resolutionflow.psa.secret.MarkerKey;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Contract-psa §9: marker, plain text, parts and comparison. */
class NoteTextTests {

    private static final String MARKER = "RF-7K3Q9M2X4TBA";

    @Test
    void markdown_becomes_readable_plain_text() {
        String markdown =
                "## Problem ##\r\nSee [the page](https://example.test/a \"t\"), **now** and `ipconfig`.\u0007\n\n\n\n- *one*\n```\n# kept\n```";
        assertThat(PlainText.of(markdown))
                .isEqualTo(
                        "Problem\nSee the page (https://example.test/a), now and ipconfig.\n\n- one\n# kept");
    }

    @Test
    void a_short_text_is_one_note_with_signature_and_marker_on_the_last_line() {
        assertThat(NoteParts.of("Fixed.", "— Dana Reyes, ResolutionFlow", MARKER, 30_000))
                .containsExactly("Fixed.\n\n— Dana Reyes, ResolutionFlow\n[ref RF-7K3Q9M2X4TBA]");
    }

    @Test
    void a_long_text_is_split_between_paragraphs_and_nothing_is_lost() {
        var paragraphs = new ArrayList<String>();
        for (int i = 0; i < 40; i++) {
            paragraphs.add("Paragraph " + i + " " + "says something ".repeat(6).strip());
        }
        String text = String.join("\n\n", paragraphs);
        List<String> parts = NoteParts.of(text, null, MARKER, 500);
        assertThat(parts)
                .hasSizeGreaterThan(5)
                .allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(500));
        for (int i = 0; i < parts.size(); i++) {
            assertThat(parts.get(i))
                    .endsWith("\n[ref " + MARKER + " " + (i + 1) + "/" + parts.size() + "]");
        }
        String joined =
                String.join(
                        "\n\n",
                        parts.stream()
                                .map(part -> part.substring(0, part.lastIndexOf('\n')))
                                .toList());
        assertThat(joined).isEqualTo(text);
    }

    @Test
    void a_text_without_any_gap_is_still_split_whole() {
        List<String> parts = NoteParts.of("😀".repeat(400), null, MARKER, 300);
        String joined =
                String.join(
                        "",
                        parts.stream()
                                .map(part -> part.substring(0, part.lastIndexOf('\n')))
                                .toList());
        assertThat(joined).isEqualTo("😀".repeat(400));
    }

    @Test
    void comparison_survives_what_ticketing_systems_do_to_text() {
        String sent = "Disk was full.\nUse <script> & \"care\"\u00a0now.\n[ref " + MARKER + "]";
        String asHtml =
                "<p>Disk was full.<br />\nUse &lt;script&gt; &amp; &quot;care&quot;&nbsp;now.<br />\n[ref "
                        + MARKER
                        + "]</p>";
        assertThat(NormalisedText.of(asHtml)).isEqualTo(NormalisedText.of(sent));
        assertThat(NormalisedText.of(sent.replace("\n", "\r\n")))
                .isEqualTo(NormalisedText.of(sent));
        assertThat(NormalisedText.of(sent.replace("\n", " "))).isEqualTo(NormalisedText.of(sent));
        assertThat(NormalisedText.sha256("a  b")).isEqualTo(NormalisedText.sha256("a\nb"));
        assertThat(NormalisedText.of("5 < 6 and 7 > 3")).isEqualTo("5 < 6 and 7 > 3");
    }

    @Test
    void the_marker_is_the_same_on_every_try_and_different_for_every_write_back() {
        var marker = new Marker(new MarkerKey(new byte[32]));
        UUID account = UUID.fromString("a0000000-0000-4000-8000-000000000001");
        UUID one = UUID.fromString("0199c1e0-7a10-7c3e-9f00-1d2a6b7c8d01");
        assertThat(marker.of(account, one))
                .matches("RF-[0-9A-HJKMNP-TV-Z]{12}")
                .isEqualTo(marker.of(account, one));
        assertThat(marker.of(account, UUID.randomUUID())).isNotEqualTo(marker.of(account, one));
        assertThat(new Marker(new MarkerKey(new byte[] {1})).of(account, one))
                .isNotEqualTo(marker.of(account, one));
    }

    @Test
    void the_marker_is_found_in_rewritten_text_and_the_oldest_copy_counts() {
        List<PsaNote> notes =
                List.of(
                        note("3", "unrelated"),
                        note("2", "<p>text<br/>[ref " + MARKER + "]</p>"),
                        note("1", "text\r\n[ref " + MARKER + "]"));
        assertThat(MarkerSearch.find(notes, MARKER, 1, 1)).contains("1");
        assertThat(MarkerSearch.carrying(notes, MARKER, 1, 1)).hasSize(2);
        assertThat(MarkerSearch.find(notes, MARKER, 1, 2)).isEmpty();
    }

    private static PsaNote note(String id, String text) {
        return new PsaNote(id, null, text, Visibility.INTERNAL, null, null);
    }
}
