package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.AiProperties;
import io.resolutionflow.aigateway.provider.AiProperties.Endpoint;
import io.resolutionflow.aigateway.provider.ApiKeys;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import io.resolutionflow.aigateway.provider.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Requests at configured endpoints: behind the second wall, with the key, one for each call. */
final class EndpointCalls {

    static final Duration FIRST_EVENT = Duration.ofSeconds(30);

    private final AiProperties properties;
    private final ApiKeys keys;
    private final ProviderHttp http;
    private final JsonMapper json;
    private final Clock clock;

    EndpointCalls(
            AiProperties properties,
            ApiKeys keys,
            ProviderHttp http,
            JsonMapper json,
            Clock clock) {
        this.properties = properties;
        this.keys = keys;
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param allowed by the account: routing has looked at its allow-list before
     */
    record Post(
            String endpoint,
            boolean allowed,
            String path,
            Function<Endpoint, ObjectNode> body,
            Instant deadline,
            boolean streamed) {}

    /**
     * @throws ProviderFailure for everything that is not a good answer's head
     */
    OpenExchange open(WireFormat format, Post post) {
        Endpoint endpoint = properties.endpoints().get(post.endpoint());
        if (endpoint == null || !post.allowed()) {
            throw new ProviderFailure(ErrorClass.REJECTED, null, null);
        }
        Duration left = Duration.between(clock.instant(), post.deadline());
        OpenExchange exchange =
                http.post(
                        post.endpoint(),
                        URI.create(endpoint.baseUrl() + post.path()),
                        headers(format, endpoint),
                        json.writeValueAsBytes(post.body().apply(endpoint)),
                        left,
                        post.streamed() ? FIRST_EVENT : left);
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
            return exchange;
        } catch (RuntimeException e) {
            exchange.close();
            throw e;
        }
    }

    /** The whole answer; the exchange is over then. */
    JsonNode whole(OpenExchange exchange) {
        try (exchange) {
            return json.readTree(exchange.body());
        } catch (JacksonException e) {
            throw new ProviderFailure(ErrorClass.SERVER, exchange.status(), null);
        }
    }

    private Map<String, String> headers(WireFormat format, Endpoint endpoint) {
        Map<String, String> headers = new LinkedHashMap<>(format.headers());
        Secret key = keys.of(endpoint);
        if (!key.isEmpty()) {
            key.reveal(value -> headers.put(format.keyHeader(), format.keyValue(value)));
        }
        return headers;
    }
}
