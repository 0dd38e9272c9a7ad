package io.resolutionflow.psa.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.psa.connector.PsaFailure.Kind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connector has to read. */
abstract class ReadingKit extends ConnectorUnderTest {

    @Test
    void good_credentials_are_proved_by_a_version() {
        assertThat(connector.serverVersion(access())).isNotBlank();
        assertThat(connector.capabilities(access()).maxNoteLength()).isGreaterThan(1_000);
    }

    @Test
    void wrong_credentials_are_told_as_such_and_no_secret_is_in_the_failure() {
        PsaFailure refused =
                failure(() -> connector.serverVersion(access(peer.wrongCredentials(), LONG)));
        assertThat(refused.kind()).isEqualTo(Kind.CREDENTIALS);
        assertThat(refused.toString() + refused.vendorMessage())
                .doesNotContain(peer.wrongCredentials().values().toArray(String[]::new));
    }

    @Test
    void the_form_names_every_field_the_peer_needs() {
        ConnectionForm form = connector.form();
        assertThat(peer.credentials().keySet()).containsAll(form.credentials());
        assertThat(
                        form.config().stream()
                                .filter(ConnectionForm.Field::required)
                                .map(ConnectionForm.Field::name))
                .allMatch(name -> peer.config().has(name));
    }

    @Test
    void a_ticket_is_told_with_ids_as_strings_its_board_and_its_status() {
        String id = peer.newTicket("Shared drive does not open");
        PsaTicket ticket = connector.ticket(access(), id);
        assertThat(ticket.ticketId()).isEqualTo(id);
        assertThat(ticket.ticketNumber()).isNotBlank();
        assertThat(ticket.summary()).isEqualTo("Shared drive does not open");
        assertThat(ticket.boardId()).isEqualTo(peer.board());
        assertThat(ticket.boardName()).isNotBlank();
        assertThat(ticket.statusId()).isEqualTo(peer.openStatus());
        assertThat(ticket.statusName()).isNotBlank();
        assertThat(ticket.closed()).isFalse();
        assertThat(ticket.updatedAt()).isAfter(Instant.parse("2020-01-01T00:00:00Z"));
    }

    @Test
    void a_ticket_that_is_not_there_is_refused() {
        PsaFailure refused = failure(() -> connector.ticket(access(), peer.absentTicket()));
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused.reason()).isEqualTo("ticket_not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/../../admin", "", "1?x=1", "x", "1 or 1=1", "٣", "-1", "1e3"})
    void what_can_be_no_ticket_id_never_leaves_us(String id) {
        PsaFailure refused = failure(() -> connector.ticket(access(), id));
        assertThat(refused.reason()).isEqualTo("ticket_not_found");
        assertThat(failure(() -> connector.addNote(access(), note(id, "x", Visibility.INTERNAL))))
                .hasFieldOrPropertyWithValue("reason", "ticket_not_found");
        assertThat(failure(() -> connector.notes(access(), id, 10)))
                .hasFieldOrPropertyWithValue("reason", "ticket_not_found");
        assertThat(proxy.seen()).noneMatch(line -> line.contains("admin") || line.contains("1=1"));
    }

    @Test
    void boards_have_their_statuses_or_the_system_has_no_such_list() {
        assertThat(connector.boards(access()))
                .anyMatch(board -> board.id().equals(peer.board()) && board.active());
        var statuses = connector.statuses(access(), peer.board());
        if (connector.capabilities().statusList()) {
            assertThat(statuses)
                    .allMatch(status -> status.boardId().equals(peer.board()))
                    .anyMatch(status -> status.id().equals(peer.openStatus()) && !status.closed())
                    .anyMatch(status -> status.id().equals(peer.otherStatus()))
                    .anyMatch(PsaStatus::closed)
                    .noneMatch(status -> status.id().equals(peer.foreignStatus()));
        } else {
            assertThat(statuses).isEmpty();
        }
    }

    @Test
    void members_have_ids_names_and_addresses() {
        assertThat(connector.members(access()))
                .isNotEmpty()
                .allMatch(member -> !member.id().isBlank() && !member.name().isBlank())
                .anyMatch(member -> member.email() != null && member.email().contains("@"));
    }

    @Test
    void tickets_are_found_by_their_words_and_the_words_cannot_leave_their_quotes() {
        String unique = "drive" + UUID.randomUUID().toString().substring(0, 8);
        String id = peer.newTicket(unique + " does not open");
        assertThat(search(unique).tickets()).extracting(PsaTicket::ticketId).containsExactly(id);
        for (String hostile :
                List.of(
                        "\" or id > 0 or summary contains \"",
                        "' OR id > 0 OR Subject LIKE '",
                        "\\",
                        "a\\\" OR *:* OR \\\"",
                        "x\u0000y")) {
            assertThat(search(hostile).tickets()).as(hostile).isEmpty();
        }
    }

    @Test
    void a_search_pages() {
        String unique = "paged" + UUID.randomUUID().toString().substring(0, 8);
        List<String> ids = Stream.of(1, 2, 3).map(n -> peer.newTicket(unique + " " + n)).toList();
        TicketPage first = connector.search(access(), wanted(unique, 2, 1));
        TicketPage second = connector.search(access(), wanted(unique, 2, 2));
        assertThat(first.tickets()).hasSize(2);
        assertThat(first.more()).isTrue();
        assertThat(
                        Stream.concat(first.tickets().stream(), second.tickets().stream())
                                .map(PsaTicket::ticketId))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    private TicketPage search(String text) {
        return connector.search(access(), wanted(text, 10, 1));
    }

    private static TicketSearch wanted(String text, int limit, int page) {
        return new TicketSearch(text, null, null, null, true, limit, page);
    }
}
