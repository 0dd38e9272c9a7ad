package io.resolutionflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.identity.TestPerson;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTests extends GatewayUnderTest {

    @Test
    void internal_actuator_and_unknown_paths_are_the_same_404() throws Exception {
        String token = TestPerson.owner(acme).bearer();
        String unknown = withoutTrace(get("/api/v1/nothing", token));

        assertThat(unknown).contains("\"code\":\"not_found\"");
        assertThat(withoutTrace(get("/internal/v1/ai-sessions/x/access", token)))
                .isEqualTo(unknown);
        assertThat(withoutTrace(get("/actuator/health", token))).isEqualTo(unknown);
        assertThat(withoutTrace(get("/actuator/env", null))).isEqualTo(unknown);
        assertThat(SERVICE.seen).isEmpty();
    }

    @Test
    void fixed_paths_win_over_the_session_prefix_KD_51() throws Exception {
        String token = TestPerson.engineer(acme).bearer();
        assertThat(
                        get("/api/v1/ai-sessions/" + UUID.randomUUID() + "/writebacks", token)
                                .statusCode())
                .isEqualTo(503);
        assertThat(get("/api/v1/ai-sessions/queue", token).statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/ai-sessions/" + UUID.randomUUID(), token).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_service_that_is_away_is_503_and_the_others_go_on() throws Exception {
        String token = TestPerson.owner(acme).bearer();
        var away = get("/api/v1/integrations/psa/connections", token);

        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.body()).contains("\"code\":\"service_unavailable\"");
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
        assertThat(get("/api/v1/l1/queue", token).statusCode()).isEqualTo(200);
    }

    @Test
    void a_stream_passes_event_by_event() throws Exception {
        SERVICE.streamEvents.add("one");
        var answer =
                http.send(
                        request(
                                        "/api/v1/ai-sessions/7/documentation/stream",
                                        TestPerson.engineer(acme).bearer())
                                .build(),
                        BodyHandlers.ofInputStream());
        try (var lines =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("data: one");
            lines.readLine();
            // the first came through while the stream was still open
            SERVICE.streamEvents.add("two");
            assertThat(lines.readLine()).isEqualTo("data: two");
            SERVICE.streamEvents.add("end");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/l1/../../../internal/v1/x",
                "/api/v1/l1/%2e%2e/%2E%2e/internal/v1/x",
                "/api/v1/l1/..%2f..%2finternal",
                "/api/v1/l1/..;/internal",
                "/api/v1/l1/queue;a=b",
                "/api/v1//l1/queue",
                "//internal/v1/x",
                "/api/v1/l1/%252e%252e/x",
                "/api/v1/l1/..%5cinternal"
            })
    void a_path_that_can_be_read_in_two_ways_is_refused(String path) throws Exception {
        String answer =
                raw(
                        "GET "
                                + path
                                + " HTTP/1.1\r\nHost: rf\r\nAuthorization: "
                                + TestPerson.owner(acme).bearer()
                                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("malformed_request");
        assertThat(SERVICE.seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"})
    void an_unknown_path_is_404_by_any_method(String method) throws Exception {
        for (String path : List.of("/api/v1/nothing", "/internal", "/actuator", "/api")) {
            var answer =
                    http.send(
                            request(path, null)
                                    .method(method, HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(404);
        }
    }

    @Test
    void a_process_that_is_away_is_gone_round_by_what_may_be_repeated() throws Exception {
        String token = TestPerson.owner(acme).bearer();
        for (int i = 0; i < 6; i++) {
            assertThat(get("/api/v1/members", token).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "PROPFIND", "DEBUG", "get"})
    void a_method_that_no_route_has_is_refused(String method) throws Exception {
        String answer =
                raw(
                        method
                                + " /api/v1/l1/queue HTTP/1.1\r\nHost: rf\r\nAuthorization: "
                                + TestPerson.owner(acme).bearer()
                                + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("malformed_request");
        assertThat(SERVICE.seen).isEmpty();
    }

    @Test
    void asking_for_options_needs_a_token_too() throws Exception {
        String answer =
                raw("OPTIONS /api/v1/l1/queue HTTP/1.1\r\nHost: rf\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 401").contains("token_missing");
        assertThat(SERVICE.seen).isEmpty();
    }

    @Test
    void headers_of_one_connection_end_at_the_gateway() throws Exception {
        String answer =
                raw(
                        "GET /api/v1/l1/queue?a=%20b&c=1 HTTP/1.1\r\nHost: rf\r\nAuthorization: "
                                + TestPerson.owner(acme).bearer()
                                + "\r\nTE: trailers\r\nKeep-Alive: 5\r\nX-Hop: one\r\nX-Kept: two\r\n"
                                + "Connection: close, X-Hop\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200").contains("{\"ok\":true}");
        var seen = SERVICE.seen.take();
        for (String gone : List.of("TE", "Keep-Alive", "X-Hop")) {
            assertThat(header(seen, gone)).as(gone).isEmpty();
        }
        assertThat(header(seen, "X-Kept")).containsExactly("two");
        assertThat(header(seen, "Host")).hasSize(1).doesNotContain("rf");
    }

    @Test
    void a_large_answer_comes_packed_or_as_it_is_and_whole() throws Exception {
        String token = TestPerson.l1(acme, "Large").bearer();
        assertThat(get("/api/v1/l1/large", token).body()).isEqualTo(RecordingService.LARGE);
        var packed =
                http.send(
                        request("/api/v1/l1/large", token)
                                .header("Accept-Encoding", "gzip")
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.body().length).isLessThan(RecordingService.LARGE.length() / 10);
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(RecordingService.LARGE);
        }
        var head =
                http.send(
                        request("/api/v1/l1/large", token)
                                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void a_request_that_changes_something_is_never_sent_twice() throws Exception {
        String token = TestPerson.l1(acme, "Once").bearer();
        // a kept connection that the service closes is where a client repeats by itself
        assertThat(get("/api/v1/l1/queue", token).statusCode()).isEqualTo(200);
        SERVICE.seen.clear();
        var dropped =
                http.send(
                        request("/api/v1/l1/dropped", token)
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(dropped.statusCode()).isEqualTo(503);
        assertThat(dropped.body()).contains("\"code\":\"service_unavailable\"");
        assertThat(SERVICE.seen).hasSize(1);
    }

    @Test
    void a_service_is_told_how_long_somebody_waits_but_not_for_a_stream() throws Exception {
        get("/api/v1/l1/queue", TestPerson.l1(acme).bearer());
        assertThat(header(SERVICE.seen.take(), "X-RF-Time-Left")).containsExactly("30000");

        create(TestPerson.engineer(acme, "Slow").bearer());
        assertThat(header(SERVICE.seen.take(), "X-RF-Time-Left")).containsExactly("120000");

        SERVICE.streamEvents.add("end");
        get("/api/v1/ai-sessions/7/documentation/stream", TestPerson.engineer(acme).bearer());
        assertThat(header(SERVICE.seen.take(), "X-RF-Time-Left")).isEmpty();
    }

    @Test
    void a_reader_who_leaves_ends_the_stream_at_the_service() throws Exception {
        int before = SERVICE.leftStreams.get();
        SERVICE.streamEvents.add("forever");
        var answer =
                http.send(
                        request(
                                        "/api/v1/ai-sessions/7/documentation/stream",
                                        TestPerson.engineer(acme, "Leaver").bearer())
                                .build(),
                        BodyHandlers.ofInputStream());
        assertThat(answer.body().read()).isEqualTo(':');
        answer.body().close();

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> SERVICE.leftStreams.get() > before);
    }
}
