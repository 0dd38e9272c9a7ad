package io.resolutionflow.gateway.route;

import java.net.URI;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;

/**
 * Builds three routes a service: streams without an answer timeout, AI routes with a long one, and
 * the rest.
 */
@Configuration
class Routes {

    private static final int NO_TIMEOUT = -1;

    @Bean
    RouteLocator serviceRoutes(RouteProperties properties, RouteTable table) {
        return () ->
                Flux.fromIterable(properties.services().entrySet())
                        .concatMap(service ->
                                Flux.just(
                                        route(
                                                service.getKey(),
                                                "stream",
                                                service.getValue(),
                                                properties,
                                                NO_TIMEOUT,
                                                table),
                                        route(
                                                service.getKey(),
                                                "ai",
                                                service.getValue(),
                                                properties,
                                                (int) properties.aiAnswer().toMillis(),
                                                table),
                                        route(
                                                service.getKey(),
                                                "plain",
                                                service.getValue(),
                                                properties,
                                                (int) properties.answer().toMillis(),
                                                table)));
    }

    private static Route route(
            String service,
            String kind,
            URI address,
            RouteProperties properties,
            int answerMillis,
            RouteTable table) {
        return Route.async()
                .id(service + "." + kind)
                .uri(address)
                .predicate(exchange ->
                        kindOf(exchange, table).equals(kind) && isFor(service, exchange, table))
                .metadata(
                        RouteMetadataUtils.CONNECT_TIMEOUT_ATTR,
                        (int) properties.connect().toMillis())
                .metadata(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR, answerMillis)
                .metadata("service", service)
                .build();
    }

    private static boolean isFor(String service, ServerWebExchange exchange, RouteTable table) {
        return table.find(exchange.getRequest().getPath()).filter(service::equals).isPresent();
    }

    private static String kindOf(ServerWebExchange exchange, RouteTable table) {
        var request = exchange.getRequest();
        if (table.isStream(request.getMethod(), request.getPath())) {
            return "stream";
        }
        return table.isAi(request.getMethod(), request.getPath()) ? "ai" : "plain";
    }
}
