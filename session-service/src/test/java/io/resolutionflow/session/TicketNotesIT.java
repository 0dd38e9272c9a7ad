package io.resolutionflow.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.SseReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documentation stream (contract-sessions §8). */
class TicketNotesIT extends RunningService {

    private static final String DONE = "event: done\ndata: {\"finish_reason\": \"stop\"}";
    private static final List<String> PIECES =
            List.of(
                    "## Problem\n",
                    "Outlook asked for the password\non every start.\n\n",
                    "## Done\n",
                    "[DONE] [ERROR] data: x\n");
    private static final String WHOLE = String.join("", PIECES);

    @Test
    void kd_13_text_arrives_in_frames_no_newline_can_break_and_is_kept() throws Exception {
        UUID id = chat(dana);
        Neighbours.streams(PIECES, DONE, 800);
        try (SseReader reader = open(dana, id, null)) {
            ended(reader);
            assertThat(reader.response().headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            var start = reader.events().getFirst();
            assertThat(start.name()).isEqualTo("start");
            assertThat(start.data().propertyNames())
                    .containsExactlyInAnyOrder(
                            "generation_id", "state_version", "answer_source", "from_cache");
            assertThat(start.data().path("answer_source").asString()).isEqualTo("model");
            assertThat(start.data().path("from_cache").asBoolean()).isFalse();
            assertThat(text(reader)).isEqualTo(WHOLE);
            assertThat(reader.named("delta").size()).isGreaterThan(1);
            var done = reader.events().getLast();
            assertThat(done.name()).isEqualTo("done");
            assertThat(done.data().path("done").asBoolean()).isTrue();
            assertThat(done.data().path("markdown").asString()).isEqualTo(WHOLE);
            assertThat(done.data().path("sha256").asString()).isEqualTo(sha256(WHOLE));
            String generation = start.data().path("generation_id").asString();
            assertThat(reader.events())
                    .allSatisfy(event -> assertThat(event.id()).startsWith(generation + ":"));
        }
        assertThat(Neighbours.asked(id)).hasSize(1);

        try (SseReader again = open(dana, id, null)) {
            ended(again);
            assertThat(again.events().getFirst().data().path("from_cache").asBoolean()).isTrue();
            assertThat(text(again)).isEqualTo(WHOLE);
        }
        assertThat(Neighbours.asked(id)).as("the same version costs nothing more").hasSize(1);

        post(dana, S + "/" + id + "/facts", "{\"text\": \"Webmail works.\"}");
        try (SseReader newer = open(dana, id, null)) {
            ended(newer);
            assertThat(newer.events().getFirst().data().path("from_cache").asBoolean()).isFalse();
        }
        assertThat(Neighbours.asked(id)).hasSize(2);
    }

    @Test
    void a_reader_that_comes_back_gets_only_what_it_lacks_and_two_readers_share_one_call() {
        UUID id = chat(dana);
        var pieces = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            pieces.add("Line " + i + " of the notes.\n");
        }
        Neighbours.streams(pieces, DONE, 3000);
        String first;
        String last;
        try (SseReader reader = open(dana, id, null);
                SseReader other = open(dana, id, null)) {
            await().atMost(SOON).until(() -> reader.named("delta").size() >= 2);
            first = text(reader);
            last = reader.lastId();
            reader.close();
            ended(other);
            assertThat(text(other)).isEqualTo(String.join("", pieces));
        }
        try (SseReader resumed = open(dana, id, last)) {
            ended(resumed);
            assertThat(resumed.named("start")).isEmpty();
            assertThat(String.join("", pieces)).endsWith(text(resumed)).startsWith(first);
            assertThat(first + text(resumed)).isEqualTo(String.join("", pieces));
        }
        try (SseReader unknown = open(dana, id, UUID.randomUUID() + ":7")) {
            ended(unknown);
            assertThat(unknown.events().getFirst().name()).isEqualTo("start");
        }
        assertThat(Neighbours.asked(id)).hasSize(1);
    }

    @Test
    void a_refusal_before_the_first_byte_is_a_problem_and_offline_helps_where_allowed() {
        UUID id = chat(dana);
        Neighbours.modelRefuses(
                429,
                "quota_exceeded",
                ",\"deny_reason\":\"tokens_month\",\"reset_at\":\"2026-12-01T00:00:00Z\",\"offline_available\":true");
        Answer refused = get(dana, S + "/" + id + "/documentation/stream");
        assertThat(refused.status()).as(refused.body()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("quota_exceeded");
        assertThat(refused.text("deny_reason")).isEqualTo("tokens_month");
        assertThat(refused.text("reset_at")).isEqualTo("2026-12-01T00:00:00Z");

        Neighbours.SERVER.stubFor(
                Neighbours.posted(Neighbours.COMPLETIONS)
                        .withRequestBody(
                                com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath(
                                        "$[?(@.offline == 'only')]"))
                        .atPriority(1)
                        .willReturn(
                                com.github.tomakehurst.wiremock.client.WireMock.aResponse()
                                        .withHeader("Content-Type", "text/event-stream")
                                        .withBody(
                                                "event: start\ndata: {\"offline\": true}\n\nevent: delta\ndata: {\"text\": \"From the record.\"}\n\nevent: done\ndata: {}\n\n")));
        try (SseReader offline =
                SseReader.open(
                        request(dana, S + "/" + id + "/documentation/stream?allow_offline=true")
                                .GET()
                                .build())) {
            ended(offline);
            assertThat(offline.events().getFirst().data().path("answer_source").asString())
                    .isEqualTo("offline");
            assertThat(text(offline)).isEqualTo("From the record.");
        }
    }

    @Test
    void half_a_stream_ends_in_an_error_event_and_the_next_try_begins_anew() {
        UUID id = chat(dana);
        Neighbours.streams(
                List.of("Half a "),
                "event: error\ndata: {\"code\": \"ai_provider_error\", \"detail\": \"VendorBoom\", \"retryable\": true}",
                100);
        try (SseReader reader = open(dana, id, null)) {
            ended(reader);
            var error = reader.events().getLast();
            assertThat(error.name()).isEqualTo("error");
            assertThat(error.data().propertyNames())
                    .containsExactlyInAnyOrder("error", "code", "detail", "retryable");
            assertThat(error.data().path("code").asString()).isEqualTo("ai_provider_error");
            assertThat(error.data().path("detail").asString()).doesNotContain("VendorBoom");
        }
        Neighbours.streams(PIECES, DONE, 50);
        try (SseReader reader = open(dana, id, null)) {
            ended(reader);
            assertThat(text(reader)).isEqualTo(WHOLE);
        }
        Neighbours.streams(List.of("cut"), "event: del", 50);
        UUID other = chat(dana);
        try (SseReader reader = open(dana, other, null)) {
            ended(reader);
            assertThat(reader.events().getLast().name()).isEqualTo("error");
        }
    }

    @Test
    void kd_12_writers_that_died_and_texts_nobody_reads_end() {
        UUID id = chat(dana);
        inAccount(db ->
                db.sql(
                                """
                                insert into session_generation (account_id, id, session_id, kind, state_version, state, answer_source, created_by, created_at, read_at, lease_until)
                                values (?, ?, ?, 'ticket_notes', 1, 'running', 'model', ?, now(), now(), now() - interval '1 second')\
                                """)
                        .params(account, UUID.randomUUID(), id, dana.userId())
                        .update());
        Neighbours.streams(PIECES, DONE, 50);
        try (SseReader reader = open(dana, id, null)) {
            ended(reader);
            assertThat(text(reader)).isEqualTo(WHOLE);
        }

        UUID unread = chat(dana);
        Neighbours.streams(PIECES, DONE, 60_000);
        try (SseReader reader = open(dana, unread, null)) {
            assertThat(reader.events()).isNotEmpty();
        }
        await().atMost(SOON)
                .until(() ->
                        rows().update(
                                                        "update session_generation set read_at = now() - interval '1 minute' where account_id = ? and session_id = ? and state = 'running'",
                                                        account,
                                                        unread)
                                        >= 0
                                && count(
                                                "select count(*) from session_generation where account_id = ? and session_id = ? and state = 'cancelled'",
                                                account,
                                                unread)
                                        == 1);
    }

    @Test
    void a_person_reads_at_most_three_at_once() {
        Neighbours.streams(PIECES, DONE, 20_000);
        UUID id = chat(dana);
        try (SseReader a = open(dana, id, null);
                SseReader b = open(dana, id, null);
                SseReader c = open(dana, id, null)) {
            Answer fourth = get(dana, S + "/" + id + "/documentation/stream");
            assertThat(fourth.status()).isEqualTo(429);
            assertThat(fourth.code()).isEqualTo("too_many_streams");
            // what is not there stays not there, however many streams are open
            assertThat(get(dana, S + "/" + UUID.randomUUID() + "/documentation/stream").status())
                    .isEqualTo(404);
        }
    }

    private SseReader open(TestPerson who, UUID id, String last) {
        var request = request(who, S + "/" + id + "/documentation/stream").GET();
        if (last != null) {
            request.header("Last-Event-ID", last);
        }
        return SseReader.open(request.build());
    }

    private static void ended(SseReader reader) {
        await().atMost(SOON).until(reader::ended);
    }

    private static String text(SseReader reader) {
        return reader.named("delta").stream()
                .map(event -> event.data().path("text").asString())
                .collect(Collectors.joining());
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
