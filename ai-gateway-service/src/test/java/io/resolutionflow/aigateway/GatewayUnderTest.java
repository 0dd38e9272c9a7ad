package io.resolutionflow.aigateway;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.resolutionflow.aigateway.GatewayUnderTest.SimulatedProvider;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.identity.TestService;
import io.resolutionflow.platform.testing.parts.RealParts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service on real PostgreSQL and Kafka, with one provider at the other end of a real socket.
 * Every test works in an account of its own.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = {RealParts.class, SimulatedProvider.class})
abstract class GatewayUnderTest {

    static final WireMockServer PROVIDER =
            new WireMockServer(wireMockConfig().dynamicPort().containerThreads(64));
    static final String CANARY_KEY = "sk-canary-key-of-the-operator-0123456789";

    /** 100 input of which 80 cached, 50 output of which 12 reasoning. */
    static final String PROVIDER_USAGE =
            "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":50,\"prompt_tokens_details\":{\"cached_tokens\":80},\"completion_tokens_details\":{\"reasoning_tokens\":12}}";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static {
        PROVIDER.start();
    }

    /**
     * Routes {@code standard} to the simulated provider, then to the built-in one; {@code fast} to
     * the built-in one only.
     */
    static class SimulatedProvider
            implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("rf.ai.endpoints.sim.type", "openai_compatible");
            properties.put("rf.ai.endpoints.sim.base-url", PROVIDER.baseUrl() + "/v1");
            properties.put("rf.ai.endpoints.sim.api-key", CANARY_KEY);
            properties.put("rf.ai.endpoints.sim.allow-http", "true");
            properties.put("rf.ai.models.[sim/sim-ok].label", "Simulated model");
            properties.put("rf.ai.routes.standard[0]", "sim/sim-ok");
            properties.put("rf.ai.routes.fast[0]", "offline");
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("simulated-provider", properties));
        }
    }

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired JsonMapper json;

    final UUID account = UUID.randomUUID();
    final TestPerson engineer = TestPerson.engineer(account);
    final TestPerson owner = TestPerson.owner(account);

    @BeforeEach
    void aPricedProviderThatAnswers() {
        PROVIDER.resetAll();
        providerAnswers("Restart it.", 0);
        transaction.executeWithoutResult(status ->
                jdbc.sql(
                                """
                                insert into model_price (id, endpoint, model, effective_from, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning)
                                values ('01980000-0000-7000-8000-000000000007', 'sim', 'sim-ok', '2020-01-01', 2000000, 200000, 2500000, 4000000, 10000000, 10000000)
                                on conflict do nothing
                                """)
                        .update());
    }

    void providerAnswers(String content, int delayMs) {
        PROVIDER.stubFor(
                post(urlEqualTo("/v1/chat/completions"))
                        .willReturn(
                                okJson(chatCompletion(content, PROVIDER_USAGE))
                                        .withFixedDelay(delayMs)));
    }

    String chatCompletion(String content, String usage) {
        return "{\"id\":\"chatcmpl-1\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
                + json.writeValueAsString(content)
                + "},\"finish_reason\":\"stop\"}],"
                + usage
                + "}";
    }

    /** A plan of this test's own, given to its account; null = no limit. */
    void plan(
            @Nullable Long dailyCalls,
            @Nullable Long monthlyCalls,
            @Nullable Long tokens,
            @Nullable Long costMicros,
            @Nullable Long treeBuilds) {
        String code = "t-" + account.toString().substring(0, 20);
        transaction.executeWithoutResult(status ->
                jdbc.sql(
                                """
                                insert into plan (code, name, daily_calls, monthly_calls, monthly_tokens, monthly_cost_micros, monthly_tree_builds, max_tier)
                                values (:code, 'Test', :daily, :monthly, :tokens, :cost, :builds, 'deep')
                                on conflict (code) do update set daily_calls = :daily, monthly_calls = :monthly, monthly_tokens = :tokens,
                                       monthly_cost_micros = :cost, monthly_tree_builds = :builds
                                """)
                        .param("code", code)
                        .param("daily", dailyCalls)
                        .param("monthly", monthlyCalls)
                        .param("tokens", tokens)
                        .param("cost", costMicros)
                        .param("builds", treeBuilds)
                        .update());
        administer("{\"plan_code\":\"" + code + "\"}");
    }

    void unlimited() {
        plan(null, null, null, null, null);
    }

    JsonNode administer(String body) {
        Reply reply =
                send(
                        "PUT",
                        "/api/v1/ai/admin/accounts/" + account,
                        TestPerson.superAdmin().bearer(),
                        body,
                        Map.of());
        if (reply.status() != 200) {
            throw new AssertionError(reply.body());
        }
        return reply.json();
    }

    record Reply(int status, String body, HttpResponse<String> raw) {

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        String code() {
            return json().path("code").asString("");
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    Reply complete(String task, String key, String more) {
        return complete(engineer.bearer(), task, key, more);
    }

    Reply complete(String bearer, String task, String key, String more) {
        String body =
                "{\"task\":\""
                        + task
                        + "\",\"inputs\":{\"message\":\"printer prints nothing\"},"
                        + "\"messages\":[{\"role\":\"system\",\"parts\":[{\"type\":\"text\",\"text\":\"Help.\"}]},"
                        + "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"printer prints nothing\"}]}]"
                        + (more.isEmpty() ? "" : "," + more)
                        + "}";
        return send(
                "POST",
                "/internal/v1/ai/completions",
                bearer,
                body,
                Map.of("Idempotency-Key", key));
    }

    Reply asService(
            String client, UUID inAccount, String method, String path, @Nullable String body) {
        return send(
                method,
                path,
                TestService.client(client).bearer(),
                body,
                Map.of(
                        "X-RF-Account-Id",
                        inAccount.toString(),
                        "Idempotency-Key",
                        UUID.randomUUID().toString()));
    }

    Reply get(TestPerson person, String path) {
        return send("GET", path, person.bearer(), null, Map.of());
    }

    Reply send(
            String method,
            String path,
            String bearer,
            @Nullable String body,
            Map<String, String> headers) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", bearer)
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    JsonNode quota() {
        return get(engineer, "/api/v1/ai/quota").json();
    }

    /** Reads or writes inside this test's account. */
    <T> T inAccount(Function<JdbcClient, T> work) {
        return TenantContext.call(
                account,
                () -> Objects.requireNonNull(transaction.execute(status -> work.apply(jdbc))));
    }

    List<JsonNode> events(String type) {
        return inAccount(db ->
                db
                        .sql(
                                "select payload from outbox_event where account_id = :account and type = :type order by occurred_at")
                        .param("account", account)
                        .param("type", type)
                        .query(String.class)
                        .list()
                        .stream()
                        .map(payload -> json.readTree(payload))
                        .toList());
    }

    int providerCalls() {
        return PROVIDER.getAllServeEvents().size();
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }
}
