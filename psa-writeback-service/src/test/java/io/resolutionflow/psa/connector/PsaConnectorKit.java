package io.resolutionflow.psa.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.psa.connector.FaultyProxy.Fault;
import io.resolutionflow.psa.connector.PsaFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a connector has to prove against its system, and against a wire that fails (contract-psa
 * §13, reference psa-apis §1.8). A vendor is done when a subclass of this is green.
 */
public abstract class PsaConnectorKit extends WritingKit {

    private static final Duration SHORT = Duration.ofMillis(1_500);

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
