package io.resolutionflow.gateway;

import io.resolutionflow.platform.testing.identity.TestIssuer;
import io.resolutionflow.platform.testing.identity.TestPerson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole gateway before a recording service; one context for all classes that extend this. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.profiles.active=local",
            "management.server.port=0",
            "rf.limits.factor=10",
            "spring.test.tracing.export=true"
        })
abstract class GatewayUnderTest {

    static final RecordingService SERVICE = new RecordingService();
    private static final Path web = folder();

    @LocalServerPort int port;
    final HttpClient http = HttpClient.newHttpClient();
    final UUID acme = UUID.randomUUID();

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) throws IOException {
        Files.createDirectories(web.resolve("assets"));
        Files.writeString(web.resolve("index.html"), "<!doctype html><title>app</title>");
        Files.writeString(web.resolve("assets/app-abc123.js"), "console.log(1)");
        Files.writeString(web.resolve("assets/app-abc123.js.br"), "brotli");
        Files.writeString(web.resolve("assets/app-abc123.js.gz"), "gzip");
        registry.add("RF_ISSUER_URI", () -> TestIssuer.get().uri());
        registry.add("RF_WEB_ROOT", () -> web.toString());
        registry.add("RF_CORS_ORIGINS", () -> "https://desk.example");
        registry.add("RF_SESSION_SERVICE_URL", SERVICE::address);
        registry.add("RF_L1_WALK_SERVICE_URL", SERVICE::address);
        // two processes, the first of them away
        registry.add("RF_HANDOFF_SERVICE_URLS", () -> "http://127.0.0.1:19," + SERVICE.address());
        registry.add("RF_AI_GATEWAY_SERVICE_URL", SERVICE::address);
        registry.add("RF_PSA_WRITEBACK_SERVICE_URL", () -> "http://127.0.0.1:19");
    }

    @BeforeEach
    void forget() {
        SERVICE.seen.clear();
    }

    HttpResponse<String> create(String token) {
        try {
            return http.send(
                    request("/api/v1/ai-sessions", token)
                            .POST(HttpRequest.BodyPublishers.ofString("{}"))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> post(HttpRequest.BodyPublisher body) throws Exception {
        return http.send(
                request("/api/v1/l1/intake", TestPerson.l1(acme).bearer()).POST(body).build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> actAs(String token, String account) throws Exception {
        return http.send(
                request("/api/v1/l1/queue", token).header("X-RF-Act-As-Account", account).build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String authorization) throws Exception {
        return http.send(request(path, authorization).build(), BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path, String authorization) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .version(HttpClient.Version.HTTP_1_1)
                        .timeout(Duration.ofSeconds(20));
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                OutputStream out = socket.getOutputStream()) {
            socket.setSoTimeout(10_000);
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            var in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var text = new StringBuilder(in.readLine()).append('\n');
            for (String line = in.readLine();
                    line != null && !line.isEmpty();
                    line = in.readLine()) {
                text.append(line).append('\n');
            }
            char[] body = new char[2_000];
            int read = in.read(body);
            return read > 0 ? text.append(body, 0, read).toString() : text.toString();
        }
    }

    static List<String> header(RecordingService.Seen seen, String name) {
        return seen.headers().entrySet().stream()
                .filter(entry ->
                        entry.getKey()
                                .toLowerCase(Locale.ROOT)
                                .equals(name.toLowerCase(Locale.ROOT)))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    static String withoutTrace(HttpResponse<String> answer) {
        return answer.statusCode() + answer.body().replaceAll("\"trace_id\":\"[0-9a-f]+\"", "");
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("web");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
