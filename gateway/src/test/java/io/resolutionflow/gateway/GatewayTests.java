package io.resolutionflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.identity.TestIssuer;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.identity.TestService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
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
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.profiles.active=local",
            "management.server.port=0",
            "rf.limits.factor=10",
            "spring.test.tracing.export=true"
        })
class GatewayTests {

    private static final RecordingService SERVICE = new RecordingService();
    @TempDir static Path web;

    @LocalServerPort int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private final UUID acme = UUID.randomUUID();

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) throws IOException {
        Files.createDirectories(web.resolve("assets"));
        Files.writeString(web.resolve("index.html"), "<!doctype html><title>app</title>");
        Files.writeString(web.resolve("assets/app-abc123.js"), "console.log(1)");
        registry.add("RF_ISSUER_URI", () -> TestIssuer.get().uri());
        registry.add("RF_WEB_ROOT", () -> web.toString());
        registry.add("RF_SESSION_SERVICE_URL", SERVICE::address);
        registry.add("RF_L1_WALK_SERVICE_URL", SERVICE::address);
        registry.add("RF_HANDOFF_SERVICE_URL", SERVICE::address);
        registry.add("RF_AI_GATEWAY_SERVICE_URL", SERVICE::address);
        registry.add("RF_PSA_WRITEBACK_SERVICE_URL", () -> "http://127.0.0.1:1");
    }

    @BeforeEach
    void forget() {
        SERVICE.seen.clear();
    }

    @Test
    void the_services_get_the_tokens_identity() throws Exception {
        TestPerson cover = TestPerson.coveringEngineer(acme).inTeam(UUID.randomUUID());

        assertThat(get("/api/v1/l1/queue", cover.bearer()).statusCode()).isEqualTo(200);

        var seen = SERVICE.seen.poll(5, TimeUnit.SECONDS);
        assertThat(header(seen, "X-RF-Account-Id")).containsExactly(acme.toString());
        assertThat(header(seen, "X-RF-Team-Id")).containsExactly(String.valueOf(cover.teamId()));
        assertThat(header(seen, "X-RF-User-Id")).containsExactly(cover.userId().toString());
        assertThat(header(seen, "X-RF-Roles")).containsExactly("engineer");
        assertThat(header(seen, "X-RF-Can-Cover-L1")).containsExactly("true");
        assertThat(header(seen, "Authorization")).hasSize(1);
        assertThat(header(seen, "traceparent")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-RF-Account-Id",
                "x-rf-account-id",
                "X_RF_Account_Id",
                "X-RF-Anything",
                "X-Tenant-Id",
                "X-TenantId",
                "X_Tenant",
                "X-User",
                "X-User-Id",
                "x_user_id",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X_Forwarded_Proto",
                "Forwarded"
            })
    void a_spoofed_identity_header_never_reaches_a_service(String name) throws Exception {
        String answer =
                raw(
                        "GET /api/v1/l1/queue HTTP/1.1\r\nHost: rf\r\nAuthorization: "
                                + TestPerson.l1(acme).bearer()
                                + "\r\n"
                                + name
                                + ": 0b000000-0000-4000-8000-00000000dead\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200");
        var seen = SERVICE.seen.poll(5, TimeUnit.SECONDS);
        assertThat(seen.headers().toString()).doesNotContain("00000000dead");
        assertThat(header(seen, "X-RF-Account-Id")).containsExactly(acme.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-RF-Account-Id", "close, x-rf-user-id", "Authorization", "X_RF_Roles"})
    void a_connection_header_naming_an_identity_header_is_refused(String connection)
            throws Exception {
        String answer =
                raw(
                        "GET /api/v1/l1/queue HTTP/1.1\r\nHost: rf\r\nAuthorization: "
                                + TestPerson.l1(acme).bearer()
                                + "\r\nConnection: "
                                + connection
                                + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("malformed_request");
        assertThat(SERVICE.seen).isEmpty();
    }

    @Test
    void a_request_without_or_with_a_wrong_token_is_401_with_its_code() throws Exception {
        var missing = get("/api/v1/l1/queue", null);
        assertThat(missing.statusCode()).isEqualTo(401);
        assertThat(missing.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(missing.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(missing.body())
                .contains("\"code\":\"token_missing\"")
                .contains("\"trace_id\":\"");
        assertThat(get("/api/v1/l1/queue", "Bearer abc").body())
                .contains("\"code\":\"token_invalid\"");
        assertThat(
                        get("/api/v1/l1/queue?access_token=abc", TestPerson.l1(acme).bearer())
                                .statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_callers_trace_goes_on_to_the_service_and_into_the_problem_document() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        http.send(
                request("/api/v1/l1/queue", TestPerson.l1(acme).bearer())
                        .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                        .build(),
                BodyHandlers.ofString());
        assertThat(header(SERVICE.seen.poll(5, TimeUnit.SECONDS), "traceparent").getFirst())
                .contains(trace);

        var refused =
                http.send(
                        request("/api/v1/l1/queue", null)
                                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                                .build(),
                        BodyHandlers.ofString());
        assertThat(refused.body()).contains("\"trace_id\":\"" + trace + "\"");
    }

    @Test
    void a_person_without_account_and_a_service_are_403_no_account() throws Exception {
        var person = TestPerson.superAdmin();
        var nobody =
                new TestPerson(
                        null,
                        null,
                        person.userId(),
                        "Nora",
                        io.resolutionflow.platform.identity.Role.OWNER,
                        false);

        assertThat(get("/api/v1/l1/queue", nobody.bearer()).body())
                .contains("\"code\":\"no_account\"");
        assertThat(get("/api/v1/l1/queue", TestService.client("handoff-service").bearer()).body())
                .contains("\"code\":\"no_account\"");
    }

    @Test
    void only_a_super_admin_may_act_in_an_account() throws Exception {
        UUID account = UUID.randomUUID();

        assertThat(actAs(TestPerson.owner(acme).bearer(), account.toString()).body())
                .contains("\"code\":\"role_required\"");
        assertThat(actAs(TestPerson.superAdmin().bearer(), "nonsense").statusCode()).isEqualTo(422);
        assertThat(actAs(TestPerson.superAdmin().bearer(), account.toString()).statusCode())
                .isEqualTo(200);
        assertThat(header(SERVICE.seen.poll(5, TimeUnit.SECONDS), "X-RF-Account-Id"))
                .containsExactly(account.toString());
    }

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

    @Test
    void a_stream_passes_event_by_event() throws Exception {
        SERVICE.streamEvents.add("one");
        var answer =
                http.send(
                        request(
                                        "/api/v1/ai-sessions/escalations/stream",
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

    @Test
    void the_app_is_served_with_strict_headers() throws Exception {
        var index = get("/pilot/0199?pickup=true", null);
        assertThat(index.body()).contains("<title>app</title>");
        assertThat(index.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(index.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe-inline");
        assertThat(index.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        var asset = get("/assets/app-abc123.js", null);
        assertThat(asset.statusCode()).isEqualTo(200);
        assertThat(asset.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        assertThat(get("/missing.js", null).statusCode()).isEqualTo(404);
        assertThat(get("/config.json", null).body())
                .contains("\"client_id\":\"web\"")
                .contains(TestIssuer.get().uri());
    }

    @Test
    void another_origin_may_not_call_the_api() throws Exception {
        var preflight =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + port + "/api/v1/l1/queue"))
                                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                                .header("Origin", "https://evil.example")
                                .header("Access-Control-Request-Method", "GET")
                                .build(),
                        BodyHandlers.ofString());
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    private HttpResponse<String> create(String token) {
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

    private HttpResponse<String> post(HttpRequest.BodyPublisher body) throws Exception {
        return http.send(
                request("/api/v1/l1/intake", TestPerson.l1(acme).bearer()).POST(body).build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> actAs(String token, String account) throws Exception {
        return http.send(
                request("/api/v1/l1/queue", token).header("X-RF-Act-As-Account", account).build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        return http.send(request(path, authorization).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String authorization) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .version(HttpClient.Version.HTTP_1_1);
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private String raw(String request) throws IOException {
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

    private static List<String> header(RecordingService.Seen seen, String name) {
        return seen.headers().entrySet().stream()
                .filter(entry ->
                        entry.getKey()
                                .toLowerCase(Locale.ROOT)
                                .equals(name.toLowerCase(Locale.ROOT)))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private static String withoutTrace(HttpResponse<String> answer) {
        return answer.statusCode() + answer.body().replaceAll("\"trace_id\":\"[0-9a-f]+\"", "");
    }
}
