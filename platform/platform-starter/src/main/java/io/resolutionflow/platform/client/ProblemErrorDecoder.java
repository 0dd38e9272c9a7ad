package io.resolutionflow.platform.client;

import feign.Response;
import feign.codec.ErrorDecoder;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a problem document of another service; anything else above 399 counts as that service being
 * away.
 */
class ProblemErrorDecoder implements ErrorDecoder {

    private static final Set<String> STANDARD =
            new HashSet<>(
                    Set.of("type", "title", "status", "detail", "code", "trace_id", "errors"));

    private final JsonMapper json;

    ProblemErrorDecoder(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Exception decode(String methodKey, Response response) {
        String service = methodKey.substring(0, methodKey.indexOf('#'));
        if (response.body() == null) {
            return new RemoteUnavailableException(service, "status " + response.status());
        }
        try (var body = response.body().asInputStream()) {
            var document = json.readTree(body);
            if (!document.hasNonNull("code")) {
                return new RemoteUnavailableException(service, "status " + response.status());
            }
            var members = new LinkedHashMap<String, @Nullable Object>();
            document.properties().stream()
                    .filter(entry -> !STANDARD.contains(entry.getKey()))
                    .forEach(entry ->
                            members.put(
                                    entry.getKey(),
                                    json.treeToValue(entry.getValue(), Object.class)));
            return new RemoteProblemException(
                    response.status(),
                    document.get("code").asString(),
                    document.path("detail").asString(""),
                    members,
                    retryAfter(response.headers()));
        } catch (IOException | JacksonException e) {
            return new RemoteUnavailableException(service, e);
        }
    }

    private static @Nullable Long retryAfter(Map<String, java.util.Collection<String>> headers) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
                .flatMap(header -> header.getValue().stream())
                .filter(value -> value.chars().allMatch(Character::isDigit) && !value.isEmpty())
                .map(Long::valueOf)
                .findFirst()
                .orElse(null);
    }
}
