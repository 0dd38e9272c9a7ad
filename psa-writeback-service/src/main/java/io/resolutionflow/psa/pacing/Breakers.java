package io.resolutionflow.psa.pacing;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** One breaker per connection, in each process (contract-psa §10). */
@Component
class Breakers {

    private static final double OPEN = 1;
    private static final double PROBING = 0.5;

    private final CircuitBreakerConfig config;
    private final MeterRegistry meters;
    private final Map<UUID, CircuitBreaker> byConnection = new ConcurrentHashMap<>();

    Breakers(PacingSettings settings, MeterRegistry meters) {
        var breaker = settings.breaker();
        this.config =
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(breaker.window())
                        .minimumNumberOfCalls(breaker.least())
                        .failureRateThreshold(breaker.failing())
                        .waitDurationInOpenState(breaker.open())
                        .permittedNumberOfCallsInHalfOpenState(breaker.probes())
                        .build();
        this.meters = meters;
    }

    CircuitBreaker of(UUID connection) {
        return byConnection.computeIfAbsent(connection, this::made);
    }

    private CircuitBreaker made(UUID connection) {
        CircuitBreaker breaker = CircuitBreaker.of(connection.toString(), config);
        Gauge.builder("rf.psa.breaker", breaker, Breakers::value)
                .description("1 open, 0.5 probing, 0 closed")
                .tag("connection", connection.toString())
                .register(meters);
        return breaker;
    }

    private static double value(CircuitBreaker breaker) {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> OPEN;
            case HALF_OPEN -> PROBING;
            default -> 0;
        };
    }
}
