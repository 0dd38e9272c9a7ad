package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.AiProperties;
import io.resolutionflow.aigateway.provider.ApiKeys;
import io.resolutionflow.aigateway.provider.ModelCall;
import io.resolutionflow.aigateway.provider.ModelProvider;
import io.resolutionflow.aigateway.provider.ModelStream;
import java.time.Clock;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** A provider behind HTTP: one {@code open} is one request, whatever the vendor's dialect. */
class RemoteModelProvider implements ModelProvider {

    static final Duration BETWEEN_EVENTS = Duration.ofSeconds(20);

    private final WireFormat format;
    private final EndpointCalls calls;
    private final JsonMapper json;

    RemoteModelProvider(
            WireFormat format,
            AiProperties properties,
            ApiKeys keys,
            ProviderHttp http,
            JsonMapper json,
            Clock clock) {
        this.format = format;
        this.calls = new EndpointCalls(properties, keys, http, json, clock);
        this.json = json;
    }

    @Override
    public String type() {
        return format.type();
    }

    @Override
    public ModelStream open(ModelCall call) {
        String endpoint = call.target().endpoint();
        OpenExchange exchange =
                calls.open(
                        format,
                        new EndpointCalls.Post(
                                endpoint,
                                call.allows(endpoint),
                                format.path(call),
                                configured -> format.body(call, configured),
                                call.deadline(),
                                call.streamed()));
        return call.streamed()
                ? new EventStream(exchange, format.reader(), json)
                : new WholeAnswer(format.whole(calls.whole(exchange)));
    }
}
