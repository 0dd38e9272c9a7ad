package io.resolutionflow.stack.simulator.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Methods and paths in order of precedence: the first that fits is taken. */
public final class Routes<T> {

    private final List<Route<T>> routes;

    public Routes(List<Route<T>> routes) {
        this.routes = List.copyOf(routes);
    }

    public static <T> Route<T> route(String method, String pattern, T target) {
        return new Route<>(method, PathPattern.of(pattern), target);
    }

    public Optional<Found<T>> find(String method, String path) {
        for (var route : routes) {
            var variables = route.pattern.match(path);
            if (route.method.equals(method) && variables.isPresent()) {
                return Optional.of(new Found<>(route.target, variables.get()));
            }
        }
        return Optional.empty();
    }

    /** True when the path exists under some method: the difference between 404 and 405. */
    public boolean knows(String path) {
        return routes.stream().anyMatch(route -> route.pattern.match(path).isPresent());
    }

    /** One entry, made by {@link Routes#route}. */
    public static final class Route<T> {
        private final String method;
        private final PathPattern pattern;
        private final T target;

        private Route(String method, PathPattern pattern, T target) {
            this.method = method;
            this.pattern = pattern;
            this.target = target;
        }
    }

    /** The entry that fits, and what its variables stand for. */
    public record Found<T>(T target, Map<String, String> variables) {}
}
