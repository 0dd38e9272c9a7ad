package io.resolutionflow.aigateway;

import io.resolutionflow.aigateway.LiveModelsUnderTest.ManyModels;
import io.resolutionflow.aigateway.provider.Circuits;
import io.resolutionflow.platform.secret.KeysetFile;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.ServiceUnderTest;
import io.resolutionflow.platform.testing.service.SseReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;

/**
 * The service with every behaviour of the model simulator as an endpoint of its own, all on the
 * route of {@code standard}; a test picks some by the allow-list of its account.
 */
@ContextConfiguration(initializers = ManyModels.class)
abstract class LiveModelsUnderTest extends ServiceUnderTest {

    private static final List<String> BEHAVIOURS =
            List.of(
                    "sim-429-retry-1",
                    "sim-429-retry-30",
                    "sim-500-then-ok",
                    "sim-529",
                    "sim-cut",
                    "sim-stream-error",
                    "sim-no-usage",
                    "sim-usage-on-content",
                    "sim-bad-json",
                    "sim-bad-json-then-ok",
                    "sim-runaway",
                    "sim-blocked",
                    "sim-status-400",
                    "sim-status-401",
                    "sim-spent",
                    "sim-simple",
                    "sim-too-long",
                    "sim-slow-20000",
                    "sim-paced-400-20",
                    "sim-ok");

    /** The vectors of this context are a vendor's. */
    static final String EMBEDDER = "sim-embed";

    static class ManyModels
            implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        static final String SOURCE = "many-models";

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("rf.ai.keyset-file", keyset());
            int n = 0;
            for (String model : BEHAVIOURS) {
                for (String vendor : List.of("oai", "ant", "goo")) {
                    endpoint(properties, vendor, model);
                    String key = "rf.ai.models.[" + vendor + "-" + model + "/" + model + "]";
                    properties.put(key + ".structured", "native");
                    properties.put(key + ".max-input", "1000000");
                    properties.put(key + ".cache-min-tokens", "10");
                    properties.put(
                            "rf.ai.routes.standard[" + n++ + "]",
                            vendor + "-" + model + "/" + model);
                }
            }
            endpoint(properties, "oai", EMBEDDER);
            properties.put("rf.ai.embedder.endpoint", "oai-" + EMBEDDER);
            properties.put("rf.ai.embedder.model", EMBEDDER);
            properties.put("rf.ai.routes.fast[0]", "offline");
            properties.put("rf.ai.routes.deep[0]", "oai-sim-ok/sim-ok");
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(SOURCE, properties));
            CountedTrips.in(context);
        }

        private static void endpoint(Map<String, Object> properties, String vendor, String model) {
            String type =
                    switch (vendor) {
                        case "ant" -> "anthropic";
                        case "goo" -> "google";
                        default -> "openai_compatible";
                    };
            String endpoint = "rf.ai.endpoints." + vendor + "-" + model;
            properties.put(endpoint + ".type", type);
            properties.put(
                    endpoint + ".base-url",
                    SimulatedModels.address() + (vendor.equals("oai") ? "/v1" : ""));
            properties.put(endpoint + ".api-key", SimulatedModels.KEY);
            properties.put(endpoint + ".allow-http", "true");
        }

        private static String keyset() {
            try {
                var file = Files.createTempDirectory("ai-keys").resolve("answers.json");
                new KeysetFile(file, true).read();
                return file.toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    final TestPerson engineer = TestPerson.engineer(account);
    final TestPerson owner = TestPerson.owner(account);

    @Autowired Circuits circuits;

    @BeforeEach
    void pricedModelsThatAreWorthAsking() {
        SimulatedModels.forget();
        circuits.forgetAll();
        transaction.executeWithoutResult(status -> {
            for (String vendor : List.of("ant", "goo", "oai")) {
                for (String model : BEHAVIOURS) {
                    price(vendor + "-" + model, model);
                }
            }
            price("oai-" + EMBEDDER, EMBEDDER);
        });
        administer("{\"plan_code\":\"enterprise\"}");
    }

    private void price(String endpoint, String model) {
        jdbc.sql(
                        """
                        insert into model_price (id, endpoint, model, effective_from, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning)
                        values (gen_random_uuid(), :endpoint, :model, '2020-01-01', 2000000, 200000, 2500000, 4000000, 10000000, 10000000)
                        on conflict do nothing
                        """)
                .param("endpoint", endpoint)
                .param("model", model)
                .update();
    }

    JsonNode administer(String body) {
        Answer reply = put(TestPerson.superAdmin(), "/api/v1/ai/admin/accounts/" + account, body);
        if (reply.status() != 200) {
            throw new AssertionError(reply.body());
        }
        return reply.json();
    }

    /**
     * Whom the account may use, as {@code <vendor>-<behaviour>}; their order is that of the
     * configuration: what misbehaves comes first.
     */
    void allow(String... endpoints) {
        administer("{\"allowed_providers\":" + json.writeValueAsString(endpoints) + "}");
    }

    Answer complete(String task, String key, String more) {
        return post(engineer, "/internal/v1/ai/completions", body(task, more), key);
    }

    SseReader stream(String task, String key, String more) {
        return stream(engineer.bearer(), task, key, more, Map.of());
    }

    SseReader stream(
            String bearer, String task, String key, String more, Map<String, String> headers) {
        HttpRequest.Builder request =
                request(bearer, "/internal/v1/ai/completions")
                        .header("Idempotency-Key", key)
                        .header("Accept", "text/event-stream")
                        .header("Content-Type", "application/json");
        headers.forEach(request::header);
        return SseReader.open(
                request.POST(HttpRequest.BodyPublishers.ofString(body(task, more))).build());
    }

    static String body(String task, String more) {
        return body(task, "The drive is gone " + UUID.randomUUID(), more);
    }

    static String body(String task, String text, String more) {
        return "{\"task\":\""
                + task
                + "\",\"inputs\":{\"message\":\"printer prints nothing\"},"
                + "\"messages\":[{\"role\":\"system\",\"parts\":[{\"type\":\"text\",\"text\":\"Help.\"}]},"
                + "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\""
                + text
                + "\"}]}]"
                + (more.isEmpty() ? "" : "," + more)
                + "}";
    }

    JsonNode quota() {
        return get(engineer, "/api/v1/ai/quota").json();
    }

    JsonNode usage(String requestId) {
        return get(owner, "/api/v1/ai/usage/" + requestId).json();
    }

    JsonNode lastUsage() {
        return usage(
                get(owner, "/api/v1/ai/usage?limit=1").json().get(0).get("request_id").asString());
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }
}
