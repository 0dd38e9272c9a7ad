package io.resolutionflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.identity.TestPerson;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTests extends GatewayUnderTest {

    @Test
    void the_body_limit_holds_at_the_edge_declared_and_in_chunks() throws Exception {
        byte[] fits = new byte[1024 * 1024];
        byte[] over = new byte[1024 * 1024 + 1];

        assertThat(post(HttpRequest.BodyPublishers.ofByteArray(fits)).statusCode()).isEqualTo(200);
        var declared = post(HttpRequest.BodyPublishers.ofByteArray(over));
        assertThat(declared.statusCode()).isEqualTo(413);
        assertThat(declared.body()).contains("\"code\":\"payload_too_large\"");
        var chunked =
                post(
                        HttpRequest.BodyPublishers.ofInputStream(
                                () -> new java.io.ByteArrayInputStream(over)));
        assertThat(chunked.statusCode()).isEqualTo(413);
    }

    @Test
    void a_body_over_the_limit_never_closes_the_service_for_others() throws Exception {
        byte[] over = new byte[1024 * 1024 + 1];
        for (int i = 0; i < 12; i++) {
            assertThat(
                            post(HttpRequest.BodyPublishers.ofInputStream(
                                            () -> new java.io.ByteArrayInputStream(over)))
                                    .statusCode())
                    .isEqualTo(413);
        }

        assertThat(get("/api/v1/l1/queue", TestPerson.l1(acme).bearer()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_rate_of_a_route_is_per_user_and_says_when_to_come_back() throws Exception {
        String token = TestPerson.engineer(acme, "Busy").bearer();
        // POST /ai-sessions: 5 a minute, times ten by the factor; the bucket refills a little while
        // we ask
        var answers = IntStream.range(0, 80).mapToObj(i -> create(token)).toList();

        assertThat(answers.subList(0, 50)).allMatch(answer -> answer.statusCode() == 200);
        var limited =
                answers.stream()
                        .filter(answer -> answer.statusCode() == 429)
                        .findFirst()
                        .orElseThrow();
        assertThat(limited.body()).contains("\"code\":\"rate_limited\"");
        assertThat(limited.headers().firstValue("Retry-After")).isPresent();
        assertThat(limited.headers().firstValue("RateLimit-Limit")).contains("50");
        assertThat(create(TestPerson.engineer(acme, "Calm").bearer()).statusCode()).isEqualTo(200);
    }

    /** KD-57: what may ask a model for the desk, times ten by the factor. */
    @ParameterizedTest
    @CsvSource({"/api/v1/l1/intake, 200", "/api/v1/l1/sessions/7/next-node, 300"})
    void the_desks_questions_to_a_model_have_a_rate(String path, int rate) throws Exception {
        String token = TestPerson.l1(acme, "Busy").bearer();
        HttpResponse<String> last = ask(path, token);
        assertThat(last.headers().firstValue("RateLimit-Limit")).contains(String.valueOf(rate));
        int asked = 1;
        while (last.statusCode() == 200 && asked < 3 * rate) {
            last = ask(path, token);
            asked++;
        }
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(asked).isGreaterThan(rate);
    }

    private HttpResponse<String> ask(String path, String token) throws Exception {
        var question = request(path, token).POST(HttpRequest.BodyPublishers.ofString("{}")).build();
        return http.send(question, BodyHandlers.ofString());
    }

    @Test
    void a_connection_goes_on_after_an_answer_of_the_gateways_own() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, 6)
                            .mapToObj(i ->
                                    threads.submit(() ->
                                            inTurns(TestPerson.l1(acme, "Lee " + i).bearer())))
                            .toList();
            for (var one : all) {
                one.get();
            }
        }
    }

    /** Read by the service's event loop, answered by the gateway, and again, on one connection. */
    private Void inTurns(String bearer) throws Exception {
        try (HttpClient one = HttpClient.newHttpClient()) {
            for (int i = 0; i < 60; i++) {
                var taken =
                        request("/api/v1/l1/intake", bearer)
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build();
                assertThat(one.send(taken, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
                var refused = request("/api/v1/l1/queue", null).build();
                assertThat(one.send(refused, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
            }
        }
        return null;
    }

    @Test
    void a_connection_is_good_for_the_next_request_after_a_refused_body() throws Exception {
        for (int i = 0; i < 30; i++) {
            var refused =
                    http.send(
                            request("/api/v1/l1/intake", "Bearer forged")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[200_000]))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(get("/config.json", null).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void headers_above_16_kib_are_refused_with_an_answer() throws Exception {
        String bearer = TestPerson.l1(acme).bearer();
        var fits =
                http.send(
                        request("/api/v1/l1/queue", bearer)
                                .header("X-Long", "x".repeat(14 * 1024))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(fits.statusCode()).isEqualTo(200);
        var over =
                http.send(
                        request("/api/v1/l1/queue", bearer)
                                .header("X-Long", "x".repeat(16 * 1024))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(over.statusCode()).isEqualTo(431);
        assertThat(over.body()).contains("\"code\":\"headers_too_large\"");
    }

    @Test
    void an_upload_may_be_ten_times_as_large() throws Exception {
        byte[] fits = new byte[10 * 1024 * 1024];
        assertThat(upload(fits).statusCode()).isEqualTo(200);
        assertThat(SERVICE.seen.take().body()).hasSize(fits.length);
        var over = upload(new byte[10 * 1024 * 1024 + 1]);
        assertThat(over.statusCode()).isEqualTo(413);
    }

    @Test
    void every_limited_answer_tells_what_is_left() throws Exception {
        var answer = get("/api/v1/l1/queue", TestPerson.l1(acme, "Counter").bearer());

        assertThat(answer.headers().firstValue("RateLimit-Limit")).contains("600");
        assertThat(answer.headers().firstValue("RateLimit-Remaining")).contains("599");
        assertThat(answer.headers().firstValue("RateLimit-Reset")).isPresent();
    }

    private HttpResponse<String> upload(byte[] body) throws Exception {
        return http.send(
                request("/api/v1/uploads", TestPerson.engineer(acme, "Loader").bearer())
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
