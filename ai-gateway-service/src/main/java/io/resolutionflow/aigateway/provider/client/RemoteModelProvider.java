package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.AiProperties;
import io.resolutionflow.aigateway.provider.AiProperties.Endpoint;
import io.resolutionflow.aigateway.provider.ApiKeys;
import io.resolutionflow.aigateway.provider.ModelCall;
import io.resolutionflow.aigateway.provider.ModelProvider;
import io.resolutionflow.aigateway.provider.ModelStream;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import io.resolutionflow.aigateway.provider.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A provider behind HTTP: one {@code open} is one request, whatever the vendor's dialect. */
class RemoteModelProvider implements ModelProvider {

    static final Duration FIRST_EVENT = Duration.ofSeconds(30);
    static final Duration BETWEEN_EVENTS = Duration.ofSeconds(20);

    private final WireFormat format;
    private final AiProperties properties;
    private final ApiKeys keys;
    private final ProviderHttp http;
    private final JsonMapper json;
    private final Clock clock;

    RemoteModelProvider(
            WireFormat format,
            AiProperties properties,
            ApiKeys keys,
            ProviderHttp http,
            JsonMapper json,
            Clock clock) {
        this.format = format;
        this.properties = properties;
        this.keys = keys;
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String type() {
        return format.type();
    }

    @Override
    public ModelStream open(ModelCall call) {
        Endpoint endpoint = properties.endpoints().get(call.target().endpoint());
        // the second wall: routing has looked at the allow-list before
        if (endpoint == null || !call.allows(call.target().endpoint())) {
            throw new ProviderFailure(ErrorClass.REJECTED, null, null);
        }
        OpenExchange exchange = send(call, endpoint);
        try {
            if (exchange.status() >= 300) {
                throw format.failure(
                        ErrorReply.of(
                                exchange.status(),
                                exchange.body(),
                                exchange.header("retry-after"),
                                exchange.header("retry-after-ms"),
                                json,
                                clock));
            }
            return call.streamed()
                    ? new EventStream(exchange, format.reader(), json)
                    : whole(exchange);
        } catch (RuntimeException e) {
            exchange.close();
            throw e;
        }
    }

    private OpenExchange send(ModelCall call, Endpoint endpoint) {
        Duration left = Duration.between(clock.instant(), call.deadline());
        return http.post(
                call.target().endpoint(),
                URI.create(endpoint.baseUrl() + format.path(call)),
                headers(endpoint),
                json.writeValueAsBytes(format.body(call, endpoint)),
                left,
                call.streamed() ? FIRST_EVENT : left);
    }

    private Map<String, String> headers(Endpoint endpoint) {
        Map<String, String> headers = new LinkedHashMap<>(format.headers());
        Secret key = keys.of(endpoint);
        if (!key.isEmpty()) {
            key.reveal(value -> headers.put(format.keyHeader(), format.keyValue(value)));
        }
        return headers;
    }

    private ModelStream whole(OpenExchange exchange) {
        byte[] body = exchange.body();
        exchange.close();
        JsonNode answer;
        try {
            answer = json.readTree(body);
        } catch (JacksonException e) {
            throw new ProviderFailure(ErrorClass.SERVER, exchange.status(), null);
        }
        return new WholeAnswer(format.whole(answer));
    }
}
