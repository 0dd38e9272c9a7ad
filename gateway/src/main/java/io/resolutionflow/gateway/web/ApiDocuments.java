package io.resolutionflow.gateway.web;

import io.resolutionflow.gateway.route.RouteProperties;
import io.resolutionflow.gateway.route.ServiceAddresses;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts the OpenAPI documents of all services together as one: public paths only, schemas kept apart
 * by their service's name. Asked for at most once a minute; a service that is away stays with what
 * it said last.
 */
@Component
class ApiDocuments {

    private static final Logger log = LoggerFactory.getLogger(ApiDocuments.class);
    private static final String SCHEMAS = "#/components/schemas/";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 8 * 1024 * 1024;

    private final List<String> services;
    private final ServiceAddresses addresses;
    private final WebAppProperties app;
    private final JsonMapper json;
    private final WebClient http;
    private final Map<String, JsonNode> last = new ConcurrentHashMap<>();
    private final Mono<byte[]> merged;

    ApiDocuments(
            RouteProperties routes,
            ServiceAddresses addresses,
            WebAppProperties app,
            JsonMapper json) {
        this.services =
                routes.table().stream().map(RouteProperties.Entry::service).distinct().toList();
        this.addresses = addresses;
        this.app = app;
        this.json = json;
        this.http =
                WebClient.builder()
                        .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MAX_BYTES))
                        .build();
        this.merged =
                Flux.fromIterable(services)
                        .flatMap(this::refresh)
                        .then(Mono.fromCallable(this::merge))
                        .cache(
                                document -> lifetime(),
                                failed -> Duration.ZERO,
                                () -> Duration.ZERO);
    }

    /** A service that was away is soon asked again. */
    private Duration lifetime() {
        return last.keySet().containsAll(services) ? KEPT : ASKED_AGAIN;
    }

    /** One OpenAPI document, as JSON. */
    Mono<byte[]> whole() {
        return merged;
    }

    private Mono<Void> refresh(String service) {
        return http.get()
                .uri(addresses.next(service).resolve("/v3/api-docs"))
                .retrieve()
                .bodyToMono(byte[].class)
                .timeout(PATIENCE)
                .doOnNext(document -> last.put(service, json.readTree(document)))
                .onErrorResume(away -> {
                    log.atInfo()
                            .addKeyValue("remote", service)
                            .addKeyValue("reason", away.getClass().getSimpleName())
                            .log("no API document");
                    return Mono.empty();
                })
                .then();
    }

    private byte[] merge() {
        ObjectNode document = json.createObjectNode();
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "ResolutionFlow API")
                .put("version", app.version())
                .put("description", description());
        document.putArray("servers").addObject().put("url", "/");
        ArrayNode tags = document.putArray("tags");
        var paths = new TreeMap<String, JsonNode>();
        ObjectNode schemas = json.createObjectNode();
        for (String service : services) {
            JsonNode own = last.get(service);
            if (own == null) {
                continue;
            }
            tags.addObject().put("name", service);
            JsonNode apart =
                    json.readTree(own.toString().replace(SCHEMAS, SCHEMAS + service + "."));
            apart.at("/components/schemas")
                    .properties()
                    .forEach(schema ->
                            schemas.set(service + "." + schema.getKey(), schema.getValue()));
            apart.path("paths").properties().stream()
                    .filter(path -> path.getKey().startsWith("/api/"))
                    .forEach(path -> paths.put(path.getKey(), tagged(path.getValue(), service)));
        }
        ObjectNode all = document.putObject("paths");
        paths.forEach(all::set);
        ObjectNode components = document.putObject("components");
        components.set("schemas", schemas);
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT");
        document.putArray("security").addObject().putArray("token");
        return json.writeValueAsBytes(document);
    }

    private String description() {
        var away = services.stream().filter(service -> !last.containsKey(service)).toList();
        return "Every public operation, by service."
                + (away.isEmpty() ? "" : " Away just now: " + String.join(", ", away) + ".");
    }

    private static JsonNode tagged(JsonNode path, String service) {
        path.properties().stream()
                .map(Map.Entry::getValue)
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .forEach(operation -> {
                    operation.putArray("tags").add(service);
                    operation.put(
                            "operationId",
                            service + "." + operation.path("operationId").asString(""));
                    operation.remove("security");
                });
        return path;
    }
}
