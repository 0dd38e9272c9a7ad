package io.resolutionflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.identity.TestPerson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The real process is told to stop while browsers hold connections, streams and requests. The
 * contract allows 25 s; 15 of them are for requests under way, here 3.
 */
class ShutdownTests {

    private static final int BROWSERS = 60;
    private static final int STREAMS = 20;
    private static final Duration FOR_REQUESTS = Duration.ofSeconds(3);
    private static final Duration FOR_THE_REST = Duration.ofSeconds(8);
    private static final Duration SOON = Duration.ofSeconds(20);

    /** 143 is the exit after SIGTERM. */
    private static final int TERMINATED = 143;

    private final RecordingService service = new RecordingService();
    private final HttpClient http = HttpClient.newHttpClient();
    private final TestPerson ana = TestPerson.engineer(UUID.randomUUID(), "Ana");

    @AfterEach
    void nothing_waits() {
        Stream.generate(() -> "end").limit(2 * STREAMS).forEach(service.streamEvents::add);
        service.slowAnswers.add("{}");
        http.shutdownNow();
    }

    @Test
    void it_stops_in_time_whatever_browsers_hold_open() throws Exception {
        try (var gateway = GatewayProcess.start(service.address(), FOR_REQUESTS)) {
            var browsers = new ArrayList<IdleConnection>();
            for (int i = 0; i < BROWSERS; i++) {
                browsers.add(new IdleConnection(gateway.port(), ana.bearer()));
            }
            var streams = streams(gateway, "?hello");
            var silent = streams(gateway, "");
            var answered = send(gateway, "/api/v1/l1/slow");
            var forEver = send(gateway, "/api/v1/l1/slow");
            await().atMost(SOON).until(() -> seen("/stream") == 2 * STREAMS && seen("/slow") == 2);

            long told = System.nanoTime();
            gateway.terminate();

            for (var stream : streams) {
                HttpResponse<String> answer = stream.get(SOON.toSeconds(), TimeUnit.SECONDS);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("data: hello\n\n");
            }
            for (var stream : silent) {
                HttpResponse<String> answer = stream.get(SOON.toSeconds(), TimeUnit.SECONDS);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            }
            service.slowAnswers.add("{\"late\":true}");
            var first = CompletableFuture.anyOf(answered, forEver);
            assertThat(first.get(SOON.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            HttpResponse.class,
                            answer -> assertThat(answer.body()).isEqualTo("{\"late\":true}"));
            int exit = gateway.awaitExit(Duration.ofSeconds(60));
            Duration took = Duration.ofNanos(System.nanoTime() - told);

            assertThat(exit).isEqualTo(TERMINATED);
            System.out.println("exit after " + took.toMillis() + " ms");
            assertThat(took).isLessThan(FOR_REQUESTS.plus(FOR_THE_REST));
            for (IdleConnection browser : browsers) {
                assertThat(browser.isClosedByServer()).isTrue();
            }
        }
    }

    private List<CompletableFuture<HttpResponse<String>>> streams(
            GatewayProcess gateway, String query) {
        return Stream.generate(
                        () -> send(gateway, "/api/v1/ai-sessions/7/documentation/stream" + query))
                .limit(STREAMS)
                .toList();
    }

    private long seen(String end) {
        return service.seen.stream().filter(one -> one.path().endsWith(end)).count();
    }

    private CompletableFuture<HttpResponse<String>> send(GatewayProcess gateway, String path) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                        .version(HttpClient.Version.HTTP_1_1)
                        .header("Authorization", ana.bearer())
                        .build(),
                BodyHandlers.ofString());
    }
}
