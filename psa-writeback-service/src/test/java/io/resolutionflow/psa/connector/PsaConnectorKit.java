package io.resolutionflow.psa.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.resolutionflow.platform.egress.AddressRules;
import io.resolutionflow.platform.egress.PinnedHttp;
import io.resolutionflow.psa.address.AddressSettings;
import io.resolutionflow.psa.connector.FaultyProxy.Fault;
import io.resolutionflow.psa.connector.PsaFailure.Kind;
import io.resolutionflow.psa.secret.Credentials;
import io.resolutionflow.psa.secret.Secret;
import io.resolutionflow.psa.vendor.VendorHttp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a connector has to prove against its system, and against a wire that fails (contract-psa
 * §13, reference psa-apis §1.8). A vendor is done when a subclass of this is green.
 */
public abstract class PsaConnectorKit {

    protected static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(1_500);
    private static final String TITLE = "Resolution note [ref RF-7K3Q9M2X4TBA]";
    private static final String TEXT = "Mapped the drive again.\n[ref RF-7K3Q9M2X4TBA]";

    private Peer peer;
    private FaultyProxy proxy;
    private PinnedHttp http;
    private PsaConnector connector;
    private final UUID connection = UUID.randomUUID();
    private final AtomicReference<@Nullable String> zone = new AtomicReference<>();

    protected abstract Peer peer();

    protected abstract PsaConnector connector(VendorHttp http);

    @BeforeEach
    void wired() {
        peer = peer();
        proxy = new FaultyProxy(peer.url());
        var settings =
                new AddressSettings(
                        "443",
                        "" + proxy.port(),
                        new AddressSettings.Call(
                                Duration.ofSeconds(2), LONG, LONG, DataSize.ofMegabytes(4)));
        http =
                new PinnedHttp(
                        new AddressRules(settings.egress(), host -> List.of()), settings.egress());
        connector = connector(new VendorHttp(http, JSON));
    }

    @AfterEach
    void closed() throws IOException {
        proxy.close();
        http.close();
    }

    protected final FaultyProxy proxy() {
        return proxy;
    }

    protected final PsaConnector connector() {
        return connector;
    }

    protected final PsaAccess access() {
        return access(peer.credentials(), LONG);
    }

    protected final PsaAccess access(Map<String, String> credentials, Duration within) {
        return new PsaAccess(
                UUID.randomUUID(),
                connection,
                proxy.url(),
                peer.config(),
                new Credentials(
                        credentials.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                field -> new Secret(field.getValue())))),
                within,
                new PsaAccess.ZoneMemory() {
                    @Override
                    public @Nullable String known() {
                        return zone.get();
                    }

                    @Override
                    public void remember(String told) {
                        zone.set(told);
                    }
                });
    }

    protected static PsaFailure failure(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(PsaFailure.class, call);
    }

    protected final NewNote note(String ticket, String text, Visibility visibility) {
        return new NewNote(ticket, TITLE, text, visibility, false);
    }

    private boolean noCustomerNoteWithoutMail(Visibility visibility) {
        return visibility == Visibility.CUSTOMER
                && !connector.capabilities().customerNoteWithoutMail();
    }

    // reading

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

    // writing

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

    // the wire

    static Stream<Fault> silences() {
        return Stream.of(
                new Fault.DropAfter(),
                new Fault.HangAfter(),
                new Fault.Garbage(),
                new Fault.CutInside(),
                new Fault.SlowBody(),
                new Fault.AnswerAfter(502, "<html>Bad Gateway</html>"),
                new Fault.AnswerAfter(503, "<html>Service Unavailable</html>"),
                new Fault.AnswerAfter(504, ""),
                new Fault.AnswerAfter(500, "<html>oops</html>"),
                new Fault.AnswerAfter(200, "{}"),
                new Fault.AnswerAfter(201, "null"));
    }

    /** The connector sends once, says that it does not know, and the note is there. */
    @ParameterizedTest
    @MethodSource("silences")
    void a_note_stored_without_a_usable_answer_is_in_doubt_and_not_sent_twice(Fault fault) {
        String ticket = peer.newTicket("x");
        connector.ticket(access(), ticket);
        proxy.next("POST", peer.notePath(), fault);
        Instant started = Instant.now();
        PsaFailure doubt =
                failure(() ->
                        connector.addNote(
                                access(peer.credentials(), patience(fault)),
                                note(ticket, TEXT, Visibility.INTERNAL)));
        assertThat(doubt).isNotNull();
        assertThat(doubt.kind()).as(doubt.toString()).isEqualTo(Kind.UNKNOWN);
        assertThat(Duration.between(started, Instant.now())).isLessThan(LONG);
        assertThat(sent()).isOne();
        assertThat(peer.notes(ticket)).hasSize(1);
        assertThat(connector.notes(access(), ticket, 10).getFirst().text())
                .contains("[ref RF-7K3Q9M2X4TBA]");
    }

    private static Duration patience(Fault fault) {
        return fault instanceof Fault.HangAfter || fault instanceof Fault.SlowBody ? SHORT : LONG;
    }

    private long sent() {
        return proxy.seen().stream()
                .filter(line -> line.startsWith("POST ") && line.contains(peer.notePath()))
                .count();
    }

    @Test
    void a_connection_cut_before_the_system_saw_it_is_in_doubt_too() {
        String ticket = peer.newTicket("x");
        connector.ticket(access(), ticket);
        proxy.next("POST", peer.notePath(), new Fault.DropBefore());
        PsaFailure doubt =
                failure(() -> connector.addNote(access(), note(ticket, TEXT, Visibility.INTERNAL)));
        assertThat(doubt.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(peer.notes(ticket)).isEmpty();
        assertThat(sent()).isOne();
    }

    @Test
    void nothing_is_in_doubt_when_no_connection_came_about() {
        String ticket = peer.newTicket("x");
        connector.ticket(access(), ticket);
        proxy.close();
        PsaFailure away =
                failure(() -> connector.addNote(access(), note(ticket, TEXT, Visibility.INTERNAL)));
        assertThat(away.kind()).isEqualTo(Kind.NOT_SENT);
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> throttles() {
        String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(60));
        return Stream.of(
                org.junit.jupiter.params.provider.Arguments.of("2", 1L, 2L),
                org.junit.jupiter.params.provider.Arguments.of(date, 1L, 60L),
                org.junit.jupiter.params.provider.Arguments.of("soon", null, null),
                org.junit.jupiter.params.provider.Arguments.of(null, null, null));
    }

    @ParameterizedTest
    @MethodSource("throttles")
    void a_throttle_is_told_with_its_wait(
            @Nullable String retryAfter, @Nullable Long from, @Nullable Long to) {
        String ticket = peer.newTicket("x");
        connector.ticket(access(), ticket);
        List<String> headers =
                retryAfter == null ? List.of() : List.of("Retry-After: " + retryAfter);
        proxy.next("POST", peer.notePath(), new Fault.AnswerInstead(429, headers, "{}"));
        PsaFailure throttled =
                failure(() -> connector.addNote(access(), note(ticket, TEXT, Visibility.INTERNAL)));
        assertThat(throttled.kind()).isEqualTo(Kind.THROTTLED);
        if (from == null || to == null) {
            assertThat(throttled.retryAfter()).isNull();
        } else {
            assertThat(throttled.retryAfter())
                    .isBetween(Duration.ofSeconds(from), Duration.ofSeconds(to));
        }
        assertThat(peer.notes(ticket)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 405, 409, 415, 422})
    void a_refusal_is_final(int status) {
        String ticket = peer.newTicket("x");
        connector.ticket(access(), ticket);
        proxy.next(
                "POST", peer.notePath(), new Fault.AnswerInstead(status, List.of(), "{\"a\": 1}"));
        PsaFailure refused =
                failure(() -> connector.addNote(access(), note(ticket, TEXT, Visibility.INTERNAL)));
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused.httpStatus()).isEqualTo(status);
    }

    @Test
    void a_missing_permission_is_named() {
        String ticket = peer.newTicket("x");
        connector.ticket(access(), ticket);
        proxy.next("POST", peer.notePath(), new Fault.AnswerInstead(403, List.of(), "{}"));
        assertThat(
                        failure(() ->
                                connector.addNote(
                                        access(), note(ticket, TEXT, Visibility.INTERNAL))))
                .hasFieldOrPropertyWithValue("reason", "permission_missing");
    }

    @Test
    void a_redirect_is_not_followed() {
        String ticket = peer.newTicket("x");
        connector.ticket(access(), ticket);
        proxy.next(
                "POST",
                peer.notePath(),
                new Fault.AnswerInstead(
                        302, List.of("Location: " + proxy.url() + "/elsewhere"), ""));
        PsaFailure doubt =
                failure(() -> connector.addNote(access(), note(ticket, TEXT, Visibility.INTERNAL)));
        assertThat(doubt.kind()).isIn(Kind.UNKNOWN, Kind.REFUSED);
        assertThat(proxy.seen()).noneMatch(line -> line.contains("elsewhere"));
    }
}
