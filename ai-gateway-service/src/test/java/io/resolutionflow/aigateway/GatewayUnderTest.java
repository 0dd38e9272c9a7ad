package io.resolutionflow.aigateway;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.resolutionflow.aigateway.GatewayUnderTest.SimulatedProvider;
import io.resolutionflow.aigateway.provider.Circuits;
import io.resolutionflow.platform.secret.KeysetFile;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.ServiceUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;

/**
 * The service on real PostgreSQL and Kafka, with one provider at the other end of a real socket.
 * Every test works in an account of its own.
 */
@ContextConfiguration(initializers = SimulatedProvider.class)
abstract class GatewayUnderTest extends ServiceUnderTest {

    static final WireMockServer PROVIDER =
            new WireMockServer(wireMockConfig().dynamicPort().containerThreads(64));
    static final String CANARY_KEY = "sk-canary-key-of-the-operator-0123456789";

    /** 100 input of which 80 cached, 50 output of which 12 reasoning. */
    static final String PROVIDER_USAGE =
            "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":50,\"prompt_tokens_details\":{\"cached_tokens\":80},\"completion_tokens_details\":{\"reasoning_tokens\":12}}";

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
            properties.put("rf.ai.keyset-file", keyset());
            properties.put("rf.ai.endpoints.sim.type", "openai_compatible");
            properties.put("rf.ai.endpoints.sim.base-url", PROVIDER.baseUrl() + "/v1");
            properties.put("rf.ai.endpoints.sim.api-key", CANARY_KEY);
            properties.put("rf.ai.endpoints.sim.allow-http", "true");
            properties.put("rf.ai.models.[sim/sim-ok].label", "Simulated model");
            properties.put("rf.ai.routes.standard[0]", "sim/sim-ok");
            properties.put("rf.ai.routes.deep[0]", "offline");
            properties.put("rf.ai.routes.fast[0]", "offline");
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("simulated-provider", properties));
            CountedTrips.in(context);
        }
    }

    /** A keyset of this run's own, as a deployment would mount it. */
    private static String keyset() {
        try {
            var file = Files.createTempDirectory("ai-keys").resolve("answers.json");
            new KeysetFile(file, true).read();
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Autowired Circuits circuits;

    final TestPerson engineer = TestPerson.engineer(account);
    final TestPerson owner = TestPerson.owner(account);

    @BeforeEach
    void aPricedProviderThatAnswers() {
        PROVIDER.resetAll();
        circuits.forgetAll();
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
                WireMock.post(urlEqualTo("/v1/chat/completions"))
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
        Answer reply = put(TestPerson.superAdmin(), "/api/v1/ai/admin/accounts/" + account, body);
        if (reply.status() != 200) {
            throw new AssertionError(reply.body());
        }
        return reply.json();
    }

    Answer complete(String task, String key, String more) {
        return complete(engineer, task, key, more);
    }

    Answer complete(TestPerson who, String task, String key, String more) {
        String body =
                "{\"task\":\""
                        + task
                        + "\",\"inputs\":{\"message\":\"printer prints nothing\"},"
                        + "\"messages\":[{\"role\":\"system\",\"parts\":[{\"type\":\"text\",\"text\":\"Help.\"}]},"
                        + "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"printer prints nothing\"}]}]"
                        + (more.isEmpty() ? "" : "," + more)
                        + "}";
        return post(who, "/internal/v1/ai/completions", body, key);
    }

    Answer asService(
            String client, UUID inAccount, String method, String path, @Nullable String body) {
        return call(
                method, request(client, inAccount, path).header("Idempotency-Key", newKey()), body);
    }

    JsonNode quota() {
        return get(engineer, "/api/v1/ai/quota").json();
    }

    /** Payloads of this account's events of one type, oldest first. */
    List<JsonNode> events(String type) {
        return rows().payloads(type).stream().map(json::readTree).toList();
    }

    int providerCalls() {
        return PROVIDER.getAllServeEvents().size();
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }
}
