package io.resolutionflow.gateway.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus.Series;
import org.springframework.stereotype.Component;

/**
 * How many requests each route answered, with what, and how fast. Under the name and tags of Spring
 * Cloud Gateway's own meter, which looks each tag up at every request and does not see what is
 * refused before a route is taken.
 */
@Component
class RouteMeters {

    private static final String NAME = "spring.cloud.gateway.requests";
    private static final int MOST = 5_000;

    private record Key(String route, String method, int status) {}

    private final MeterRegistry meters;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    RouteMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void answered(String route, String method, int status, long nanos) {
        var key = new Key(route, method, status);
        Timer timer = timers.get(key);
        if (timer == null) {
            // methods are checked before, so this bound is never met by honest traffic
            timer = timers.size() < MOST ? timers.computeIfAbsent(key, this::timer) : timer(key);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Key key) {
        Series series = Series.resolve(key.status());
        return Timer.builder(NAME)
                .tag("routeId", key.route())
                .tag("httpMethod", key.method())
                .tag("httpStatusCode", String.valueOf(key.status()))
                .tag("outcome", series == null ? "UNKNOWN" : series.name())
                .register(meters);
    }
}
