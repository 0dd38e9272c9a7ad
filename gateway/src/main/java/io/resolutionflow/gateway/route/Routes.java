package io.resolutionflow.gateway.route;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

/**
 * Three routes a service: streams without an answer timeout, AI routes with a long one, and the
 * rest. Their host is the service's name; {@link Balancer} puts an address in its place.
 */
@Configuration
class Routes {

    static final String SERVICE = "service";
    private static final int NO_TIMEOUT = -1;

    @Bean
    RouteLocator serviceRoutes(RouteProperties properties, RouteTable table) {
        Map<String, Route> routes =
                properties.table().stream()
                        .map(RouteProperties.Entry::service)
                        .distinct()
                        .flatMap(service ->
                                Stream.of(
                                        route(service, "stream", null, properties, table),
                                        route(
                                                service,
                                                "ai",
                                                properties.aiAnswer(),
                                                properties,
                                                table),
                                        route(
                                                service,
                                                "plain",
                                                properties.answer(),
                                                properties,
                                                table)))
                        .collect(Collectors.toMap(Route::getId, route -> route));
        return () -> Flux.fromIterable(routes.values());
    }

    private static Route route(
            String service,
            String kind,
            @Nullable Duration answer,
            RouteProperties properties,
            RouteTable table) {
        return Route.async()
                .id(service + "." + kind)
                .uri(URI.create("http://" + service))
                .predicate(exchange ->
                        table.find(exchange)
                                .filter(to -> to.service().equals(service))
                                .filter(to -> to.kind().equals(kind))
                                .isPresent())
                .metadata(
                        RouteMetadataUtils.CONNECT_TIMEOUT_ATTR,
                        (int) properties.connect().toMillis())
                .metadata(
                        RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR,
                        answer == null ? NO_TIMEOUT : (int) answer.toMillis())
                .metadata(SERVICE, service)
                .build();
    }
}
