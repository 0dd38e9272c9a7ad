package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.SimulatedModels;
import io.resolutionflow.aigateway.provider.AiProperties;
import io.resolutionflow.aigateway.provider.AiProperties.Endpoint;
import io.resolutionflow.aigateway.provider.ApiKeysFixture;
import io.resolutionflow.aigateway.provider.EmbedderChoice;
import io.resolutionflow.aigateway.provider.Secret;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A deployment's choice of its embedder, with the simulator for a vendor. */
public final class EmbeddersFixture {

    private static final ProviderHttp HTTP = new ProviderHttp();

    private EmbeddersFixture() {}

    public static EmbedderChoice choice(String endpoint, String model, int dimensions) {
        var properties =
                new AiProperties(
                        "free",
                        true,
                        100,
                        Map.of(
                                "vendor",
                                endpoint("openai_compatible", SimulatedModels.KEY),
                                "keyless",
                                endpoint("openai_compatible", ""),
                                "chatter",
                                endpoint("anthropic", SimulatedModels.KEY)),
                        Map.of(),
                        Map.of(),
                        new AiProperties.Embedder(endpoint, model, null, dimensions, 2_048, 300));
        var keys = ApiKeysFixture.keys();
        var json = new JsonMapper();
        var clock = Clock.systemUTC();
        return new EmbedderChoice(
                properties,
                ApiKeysFixture.catalog(
                        properties,
                        List.of(
                                new RemoteModelProvider(
                                        new ChatCompletionsFormat(),
                                        properties,
                                        keys,
                                        HTTP,
                                        json,
                                        clock))),
                List.of(
                        new RemoteEmbeddingProvider(
                                new OpenAiEmbeddings(), properties, keys, HTTP, json, clock)));
    }

    private static Endpoint endpoint(String type, String key) {
        return new Endpoint(
                type,
                URI.create(SimulatedModels.address() + "/v1"),
                Secret.valueOf(key),
                "",
                true,
                true,
                "max_tokens");
    }
}
