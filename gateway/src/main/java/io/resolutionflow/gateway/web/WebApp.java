package io.resolutionflow.gateway.web;

import io.resolutionflow.gateway.identity.IdentityProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.resource.EncodedResourceResolver;
import org.springframework.web.reactive.resource.HttpResource;
import org.springframework.web.reactive.resource.PathResourceResolver;

/**
 * Serves the browser app: hashed files for ever, index.html never cached, unknown paths without a
 * dot as the app's own routes.
 */
@Configuration
class WebApp implements WebFluxConfigurer {

    private static final List<String> NOT_THE_APP = List.of("/api", "/internal", "/actuator");

    private final WebAppProperties properties;
    private final ResourceLoader resources;

    WebApp(WebAppProperties properties, ResourceLoader resources) {
        this.properties = properties;
        this.resources = resources;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations(properties.files() + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .setEtagGenerator(WebApp::etag)
                .resourceChain(true)
                .addResolver(new EncodedResourceResolver())
                .addResolver(new PathResourceResolver());
        registry.addResourceHandler("/*.svg", "/*.png", "/*.ico", "/*.txt", "/*.webmanifest")
                .addResourceLocations(properties.files())
                .setCacheControl(CacheControl.noCache());
    }

    /** Another one for each encoding: their bytes differ. */
    private static @Nullable String etag(Resource file) {
        try {
            String encoding =
                    file instanceof HttpResource packed
                            ? packed.getResponseHeaders().getFirst(HttpHeaders.CONTENT_ENCODING)
                            : null;
            return '"'
                    + Long.toHexString(file.lastModified())
                    + '-'
                    + Long.toHexString(file.contentLength())
                    + (encoding == null ? "" : "-" + encoding)
                    + '"';
        } catch (IOException e) {
            return null;
        }
    }

    @Bean
    RouterFunction<ServerResponse> app(IdentityProperties identity) {
        var config =
                Map.of(
                        "issuer", identity.issuerUri(),
                        "client_id", properties.clientId(),
                        "version", properties.version());
        return RouterFunctions.route()
                .GET(
                        "/config.json",
                        request ->
                                ServerResponse.ok()
                                        .cacheControl(CacheControl.noCache())
                                        .bodyValue(config))
                .GET(pageOfTheApp(), request -> index())
                .build();
    }

    private static RequestPredicate pageOfTheApp() {
        return RequestPredicates.path("/**")
                .and(request -> {
                    String path = request.path();
                    return NOT_THE_APP.stream().noneMatch(root -> isBelow(path, root))
                            && (!path.contains(".") || path.equals("/index.html"));
                });
    }

    private static boolean isBelow(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }

    private reactor.core.publisher.Mono<ServerResponse> index() {
        var index = resources.getResource(properties.files() + "index.html");
        if (!index.isReadable()) {
            return ServerResponse.status(HttpStatus.NOT_FOUND)
                    .contentType(MediaType.TEXT_PLAIN)
                    .bodyValue("The web app is not built. Run: ./rf up\n");
        }
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_HTML)
                .cacheControl(CacheControl.noCache())
                .bodyValue(index);
    }
}
