package io.resolutionflow.l1walk;

import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.parts.RealParts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service on the real PostgreSQL and Kafka, called over HTTP with signed tokens. One context
 * serves all tests.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = RealParts.class)
public abstract class RunningDesk {

    protected static final AiGatewayStub AI = new AiGatewayStub();
    protected static final String VPN = "vpn says connected but she can't open the shared drive";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort private int port;
    @Autowired protected JsonMapper json;
    @Autowired protected JdbcClient jdbc;

    /** A fresh account per test: no test sees another's rows. */
    protected final UUID account = UUID.randomUUID();

    protected final TestPerson lee = TestPerson.l1(account);
    protected final TestPerson mia = TestPerson.l1(account, "Mia Cole");
    protected final TestPerson dana = TestPerson.engineer(account);
    protected final TestPerson owner = TestPerson.owner(account);
    protected final TestPerson stranger = TestPerson.l1(UUID.randomUUID());

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        registry.add("RF_AI_GATEWAY_SERVICE_URL", AI::url);
        registry.add("RF_PSA_WRITEBACK_SERVICE_URL", () -> AI.url() + "/psa");
        registry.add("rf.l1.index.every-ms", () -> "200");
    }

    @BeforeEach
    void vectorsAreThere() {
        AI.reset();
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        jdbc.sql("select count(distinct flow_id) from library_vector")
                                                .query(Integer.class)
                                                .single()
                                        == 8
                                && jdbc.sql("select count(*) from library_none_vector")
                                                .query(Integer.class)
                                                .single()
                                        > 0);
    }

    /** An answer with its body read. */
    public record Answer(
            int status, String text, JsonNode body, java.net.http.HttpHeaders headers) {
        public String code() {
            return body.path("code").asString("");
        }

        public UUID id(String member) {
            return UUID.fromString(body.get(member).asString());
        }
    }

    protected Answer get(String path, TestPerson person) {
        return send("GET", path, null, person.bearer(), Map.of());
    }

    protected Answer post(String path, Object body, TestPerson person) {
        return send("POST", path, body, person.bearer(), Map.of());
    }

    protected Answer send(
            String method,
            String path,
            @Nullable Object body,
            String bearer,
            Map<String, String> headers) {
        String text =
                body == null
                        ? ""
                        : body instanceof String raw ? raw : json.writeValueAsString(body);
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", bearer)
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(30))
                        .method(method, HttpRequest.BodyPublishers.ofString(text));
        headers.forEach(request::header);
        try {
            HttpResponse<String> answer =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String content = answer.body();
            JsonNode tree = content.isBlank() ? json.createObjectNode() : json.readTree(content);
            return new Answer(answer.statusCode(), content, tree, answer.headers());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    protected Answer intake(Map<String, ?> body, TestPerson person) {
        return post("/api/v1/l1/intake", body, person);
    }

    /** A walk of the shipped VPN flow, started by name. */
    protected UUID vpnWalk(TestPerson person) {
        Answer started =
                intake(
                        Map.of("problem_statement", VPN, "flow_id", flowId("vpn-wont-connect")),
                        person);
        return started.id("session_id");
    }

    protected static UUID flowId(String slug) {
        return io.resolutionflow.l1walk.library.LibraryContent.flowId(slug);
    }

    protected static String walk(UUID id) {
        return "/api/v1/l1/sessions/" + id;
    }

    protected Answer step(UUID walk, String node, String answer, TestPerson person) {
        return post(walk(walk) + "/step", Map.of("node_id", node, "answer", answer), person);
    }

    /** The body without its trace id, to compare two refusals byte for byte. */
    protected static String untraced(Answer answer) {
        return answer.text().replaceAll("\"trace_id\":\"[^\"]*\"", "\"trace_id\":\"\"");
    }
}
