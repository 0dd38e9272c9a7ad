package io.resolutionflow.gateway.web;

import java.io.IOException;
import java.net.URI;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * {@code /api/docs}: one page over the API of all services, shown by Swagger UI from this host's
 * own files and without inline script.
 */
@Configuration
class ApiReference implements WebFluxConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/api/docs/ui/*.js", "/api/docs/ui/*.css")
                .addResourceLocations(swaggerUi())
                .setCacheControl(CacheControl.noCache());
        registry.addResourceHandler("/api/docs/*.js", "/api/docs/*.css", "/api/docs/*.html")
                .addResourceLocations("classpath:/api-reference/")
                .setCacheControl(CacheControl.noCache());
    }

    @Bean
    RouterFunction<ServerResponse> apiReferencePage(ApiDocuments documents) {
        Resource page = new ClassPathResource("api-reference/index.html");
        return RouterFunctions.route()
                .GET(
                        "/api/docs",
                        request ->
                                ServerResponse.temporaryRedirect(URI.create("/api/docs/")).build())
                .GET(
                        "/api/docs/",
                        request ->
                                ServerResponse.ok()
                                        .contentType(MediaType.TEXT_HTML)
                                        .cacheControl(CacheControl.noCache())
                                        .bodyValue(page))
                .GET(
                        "/api/docs/openapi.json",
                        request ->
                                documents
                                        .whole()
                                        .flatMap(document ->
                                                ServerResponse.ok()
                                                        .contentType(MediaType.APPLICATION_JSON)
                                                        .cacheControl(CacheControl.noCache())
                                                        .bodyValue(document)))
                .build();
    }

    /** The web jar's folder carries its version. */
    private static String swaggerUi() {
        try {
            Resource[] found =
                    new PathMatchingResourcePatternResolver()
                            .getResources(
                                    "classpath*:META-INF/resources/webjars/swagger-ui/*/swagger-ui.css");
            String file = found[0].getURL().toString();
            return file.substring(0, file.lastIndexOf('/') + 1);
        } catch (IOException e) {
            throw new IllegalStateException("Swagger UI is not packaged", e);
        }
    }
}
