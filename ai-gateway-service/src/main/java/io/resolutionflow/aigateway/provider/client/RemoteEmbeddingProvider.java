package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.AiProperties;
import io.resolutionflow.aigateway.provider.ApiKeys;
import io.resolutionflow.aigateway.provider.EmbeddedTexts;
import io.resolutionflow.aigateway.provider.EmbeddingCall;
import io.resolutionflow.aigateway.provider.EmbeddingProvider;
import java.time.Clock;
import tools.jackson.databind.json.JsonMapper;

/** An embedder behind HTTP, whatever the vendor's dialect. */
class RemoteEmbeddingProvider implements EmbeddingProvider {

    private final EmbeddingFormat format;
    private final EndpointCalls calls;

    RemoteEmbeddingProvider(
            EmbeddingFormat format,
            AiProperties properties,
            ApiKeys keys,
            ProviderHttp http,
            JsonMapper json,
            Clock clock) {
        this.format = format;
        this.calls = new EndpointCalls(properties, keys, http, json, clock);
    }

    @Override
    public String type() {
        return format.vendor().type();
    }

    @Override
    public EmbeddedTexts embed(EmbeddingCall call) {
        String endpoint = call.target().endpoint();
        OpenExchange exchange =
                calls.open(
                        format.vendor(),
                        new EndpointCalls.Post(
                                endpoint,
                                call.allows(endpoint),
                                format.path(call),
                                configured -> format.body(call),
                                call.deadline(),
                                false));
        return format.read(calls.whole(exchange), call);
    }
}
