package io.resolutionflow.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.sse.SseStreams;
import io.resolutionflow.platform.testing.identity.TestIssuer;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.ServiceUnderTest;
import io.resolutionflow.platform.testing.service.SseReader;
import io.resolutionflow.platform.testing.service.SseReader.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SseIT extends ServiceUnderTest {

    private static final String NUMBERS = "/api/v1/numbers/stream";

    @Autowired private SseStreams streams;

    private final TestPerson ana = TestPerson.engineer(account, "Ana Ruiz");
    private final TestPerson eli = TestPerson.engineer(account, "Eli Moss");

    private SseReader open(TestPerson who, String path, @Nullable String lastId) {
        var request = request(who, path);
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        return SseReader.open(request.build());
    }

    @Test
    void a_reader_that_comes_back_gets_what_it_missed_and_no_more() {
        try (var stream = open(ana, NUMBERS, null)) {
            await().atMost(SOON).until(() -> stream.events().size() == 3);
            assertThat(stream.events()).extracting(Event::id).containsExactly("1", "2", "3");
            assertThat(stream.response().headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            assertThat(stream.response().headers().firstValue("Cache-Control"))
                    .contains("no-store");
        }
        try (var stream = open(ana, NUMBERS + "?to=5", "3")) {
            await().atMost(SOON).until(() -> stream.events().size() == 2);
            assertThat(stream.events()).extracting(Event::id).containsExactly("4", "5");
        }
        try (var stream = open(ana, NUMBERS + "?to=5&last_event_id=4", null)) {
            assertThat(stream.events().getFirst().id()).isEqualTo("5");
        }
    }

    @Test
    void a_newline_in_a_text_breaks_no_frame_KD_13() {
        try (var stream = open(ana, NUMBERS, null)) {
            assertThat(stream.events().getFirst().data().path("text").asString())
                    .isEqualTo("two\nlines");
        }
    }

    @Test
    void silence_is_broken_by_a_comment() {
        try (var stream = open(ana, NUMBERS, null)) {
            await().atMost(SOON).until(() -> stream.comments().contains(": keep-alive"));
        }
    }

    @Test
    void a_reader_that_left_is_noticed_at_the_next_keep_alive_KD_49() {
        open(ana, NUMBERS, null).close();

        await().atMost(SOON)
                .until(() -> streams.end(one -> one.userId().equals(ana.userId()), "test") == 0);
    }

    @Test
    void a_stream_ends_with_its_token_KD_49() {
        var claims = new HashMap<>(ana.claims());
        claims.put("exp", Date.from(Instant.now().plusSeconds(2)));
        var request = request("Bearer " + TestIssuer.get().sign(claims), NUMBERS).build();
        try (var stream = SseReader.open(request)) {
            await().atMost(SOON).until(stream::ended);
            assertThat(stream.events().getLast().name()).isEqualTo("end");
            assertThat(stream.events().getLast().data().path("reason").asString())
                    .isEqualTo("token_expired");
        }
    }

    @Test
    void somebody_who_lost_access_is_sent_away_and_others_stay() {
        try (var ofAna = open(ana, NUMBERS, null);
                var ofEli = open(eli, NUMBERS, null)) {
            streams.end(one -> one.userId().equals(ana.userId()), "access_revoked");

            await().atMost(SOON).until(ofAna::ended);
            assertThat(ofAna.events().getLast().data().path("reason").asString())
                    .isEqualTo("access_revoked");
            assertThat(ofEli.ended()).isFalse();
        }
    }

    @Test
    void a_reader_that_is_too_slow_is_told_so_once() {
        try (var stream = open(ana, "/api/v1/burst/stream?items=9", null);
                var quick = open(ana, "/api/v1/burst/stream?items=4", null)) {
            await().atMost(SOON).until(() -> quick.events().size() == 4);
            assertThat(stream.events()).hasSize(1);
            assertThat(stream.events().getFirst().name()).isEqualTo("resync");
            assertThat(stream.events().getFirst().data().asInt()).isEqualTo(9);
        }
    }

    @Test
    void an_eleventh_stream_of_a_person_is_refused_as_a_problem() {
        var open = new ArrayList<SseReader>();
        try {
            for (int i = 0; i < 10; i++) {
                open.add(open(ana, NUMBERS, null));
            }
            Answer refused = get(ana, NUMBERS);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("too_many_streams");
            assertThat(refused.header("Retry-After")).isEqualTo("30");
            open.add(open(eli, NUMBERS, null));
        } finally {
            open.forEach(SseReader::close);
        }
    }

    @Test
    void a_refusal_before_the_first_event_is_a_problem_and_never_part_of_a_stream() {
        Answer early = get(ana, "/api/v1/broken/stream?early=true");
        assertThat(early.status()).isEqualTo(404);
        assertThat(early.code()).isEqualTo("not_found");

        Answer late = get(ana, "/api/v1/broken/stream?early=false");
        assertThat(late.status()).isEqualTo(200);
        assertThat(late.body()).contains("event: start").doesNotContain("not_found");
    }
}
