package io.resolutionflow.psa.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.psa.connector.PsaFailure.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connector has to write, and how it proves it. */
abstract class WritingKit extends ReadingKit {

    private boolean noCustomerNoteWithoutMail(Visibility visibility) {
        return visibility == Visibility.CUSTOMER
                && !connector.capabilities().customerNoteWithoutMail();
    }

    @ParameterizedTest
    @EnumSource(Visibility.class)
    void a_note_is_stored_once_for_those_it_is_for_and_mails_nobody(Visibility visibility) {
        String ticket = peer.newTicket("x");
        String id = connector.addNote(access(), note(ticket, TEXT, visibility));
        assertThat(peer.notes(ticket)).hasSize(1);
        Peer.Stored stored = peer.notes(ticket).getFirst();
        assertThat(stored.id()).isEqualTo(id);
        assertThat(stored.internal()).isEqualTo(visibility == Visibility.INTERNAL);
        if (!noCustomerNoteWithoutMail(visibility)) {
            assertThat(stored.mails()).isZero();
        }
        PsaNote read = connector.notes(access(), ticket, 10).getFirst();
        assertThat(read.id()).isEqualTo(id);
        assertThat(read.visibility()).isEqualTo(visibility);
        assertThat(read.text()).contains("Mapped the drive again.", "[ref RF-7K3Q9M2X4TBA]");
        assertThat(read.createdAt()).isNotNull();
    }

    @Test
    void notes_are_read_newest_first_and_no_more_than_asked() {
        String ticket = peer.newTicket("x");
        List<String> ids =
                Stream.of("one", "two", "three")
                        .map(text ->
                                connector.addNote(
                                        access(), note(ticket, text, Visibility.INTERNAL)))
                        .toList();
        assertThat(connector.notes(access(), ticket, 2))
                .extracting(PsaNote::id)
                .containsExactly(ids.get(2), ids.get(1));
        assertThat(connector.notes(access(), ticket, 2))
                .extracting(PsaNote::text)
                .first()
                .asString()
                .startsWith("three");
    }

    @Test
    void unicode_markup_and_line_breaks_come_back_as_they_were_once_normalised() {
        String ticket = peer.newTicket("x");
        String text =
                "Größe 😀 → fixed\nif a < b && c > d: \"quoted\"\n\n- item\n— Dana\n[ref RF-X]";
        connector.addNote(access(), note(ticket, text, Visibility.INTERNAL));
        String read = connector.notes(access(), ticket, 1).getFirst().text();
        assertThat(normalised(read)).isEqualTo(normalised(text));
    }

    private static String normalised(String text) {
        return text.replaceAll("<br ?/?>|</?p>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }

    @Test
    void a_note_of_the_greatest_length_is_stored_whole() {
        String ticket = peer.newTicket("x");
        int length = connector.capabilities(access()).maxNoteLength();
        String text = "word ".repeat(length / 5 - 5) + "\n[ref RF-END]";
        connector.addNote(access(), note(ticket, text, Visibility.INTERNAL));
        assertThat(peer.notes(ticket).getFirst().text()).endsWith("[ref RF-END]");
        assertThat(connector.notes(access(), ticket, 1).getFirst().text()).endsWith("[ref RF-END]");
    }

    @Test
    void a_note_for_a_ticket_that_is_not_there_is_refused() {
        PsaFailure refused =
                failure(() ->
                        connector.addNote(
                                access(), note(peer.absentTicket(), TEXT, Visibility.INTERNAL)));
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void a_status_is_written_and_read_back() {
        String id = peer.newTicket("x");
        connector.setStatus(access(), connector.ticket(access(), id), peer.otherStatus());
        assertThat(peer.status(id)).isEqualTo(peer.otherStatus());
        assertThat(connector.ticket(access(), id).statusId()).isEqualTo(peer.otherStatus());
    }

    /** Some refuse aloud, some say yes and do nothing: what counts is what is read. */
    @Test
    void a_status_the_board_does_not_have_is_not_set_whatever_is_answered() {
        String id = peer.newTicket("x");
        PsaTicket ticket = connector.ticket(access(), id);
        PsaFailure refused =
                failure(() -> connector.setStatus(access(), ticket, peer.foreignStatus()));
        if (refused != null) {
            assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        }
        assertThat(connector.ticket(access(), id).statusId()).isEqualTo(peer.openStatus());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "16}", "'; drop", "\n"})
    void what_can_be_no_status_never_leaves_us(String status) {
        PsaTicket ticket = connector.ticket(access(), peer.newTicket("x"));
        PsaFailure refused = failure(() -> connector.setStatus(access(), ticket, status));
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(proxy.seen())
                .noneMatch(line -> line.startsWith("PATCH") || line.startsWith("PUT"));
    }
}
