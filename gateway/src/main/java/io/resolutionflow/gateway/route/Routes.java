package io.resolutionflow.gateway.route;

import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.stereotype.Component;

/**
 * Three routes a service: streams without an answer timeout, AI routes with a long one, and the
 * rest. The table says which one a request takes.
 */
@Component
class Routes {

    static final String SERVICE = "service";

    private final Map<String, Route> byId;

    Routes(RouteProperties properties) {
        this.byId =
                properties.table().stream()
                        .map(RouteProperties.Entry::service)
                        .distinct()
                        .flatMap(service ->
                                Stream.of(Destination.STREAM, Destination.AI, Destination.PLAIN)
                                        .map(kind -> route(service, kind)))
                        .collect(Collectors.toMap(Route::getId, route -> route));
    }

    Route of(Destination to) {
        Route route = byId.get(to.routeId());
        if (route == null) {
            throw new IllegalStateException("no route " + to.routeId());
        }
        return route;
    }

    private static Route route(String service, String kind) {
        return Route.async()
                .id(service + "." + kind)
                .uri(URI.create("http://" + service))
                .predicate(exchange -> true)
                .metadata(SERVICE, service)
                .build();
    }
}
