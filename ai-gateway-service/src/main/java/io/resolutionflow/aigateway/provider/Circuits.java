package io.resolutionflow.aigateway.provider;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Which models are worth asking now (contract-ai §5.2): a breaker per endpoint and model, cooling
 * after a 429, and five minutes of rest where asking again cannot help. State is this replica's.
 */
@Component
public class Circuits {

    private static final Logger log = LoggerFactory.getLogger(Circuits.class);
    private static final int WINDOW = 20;
    private static final int LEAST_CALLS = 10;
    private static final float FAILURE_PERCENT = 50;
    private static final int PROBES = 2;
    private static final Duration OPEN = Duration.ofSeconds(30);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(130);
    private static final Duration REST = Duration.ofMinutes(5);
    private static final Duration COOLING = Duration.ofSeconds(20);

    /** Breaker states as contract-ai §2.1 names them. */
    public enum Breaker {
        CLOSED,
        HALF_OPEN,
        OPEN;

        public String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final class Circuit {
        private final CircuitBreaker breaker;
        private volatile Instant coolingUntil = Instant.EPOCH;
        private volatile Instant restingUntil = Instant.EPOCH;

        Circuit(CircuitBreaker breaker) {
            this.breaker = breaker;
        }
    }

    private final Map<String, Circuit> circuits = new ConcurrentHashMap<>();
    private final Clock clock;
    private final MeterRegistry meters;
    private final CircuitBreakerConfig config;

    @Autowired
    Circuits(Clock clock, MeterRegistry meters) {
        this(clock, meters, OPEN);
    }

    /**
     * @param open how long an open breaker lets nothing through
     */
    Circuits(Clock clock, MeterRegistry meters, Duration open) {
        this.clock = clock;
        this.meters = meters;
        this.config =
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(WINDOW)
                        .minimumNumberOfCalls(LEAST_CALLS)
                        .failureRateThreshold(FAILURE_PERCENT)
                        .waitDurationInOpenState(open)
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        // the net under a call that never tells how it ended
                        .maxWaitDurationInHalfOpenState(LONGEST_CALL)
                        .build();
    }

    /** When the model may be asked again; null when it may be asked now. */
    public @Nullable Instant restsUntil(ModelProfile model) {
        if (model.isOffline()) {
            return null;
        }
        Circuit circuit = circuit(model);
        Instant now = clock.instant();
        if (circuit.restingUntil.isAfter(now)) {
            return circuit.restingUntil;
        }
        if (circuit.coolingUntil.isAfter(now)) {
            return circuit.coolingUntil;
        }
        // an open breaker whose time is over becomes half open with the next permission asked for
        if (!circuit.breaker.tryAcquirePermission()) {
            return now.plus(OPEN);
        }
        circuit.breaker.releasePermission();
        return null;
    }

    /** Asks for one call; whoever got it tells how that ended. */
    public boolean admits(ModelProfile model) {
        return model.isOffline() || circuit(model).breaker.tryAcquirePermission();
    }

    public void succeeded(ModelProfile model, Duration took) {
        if (!model.isOffline()) {
            circuit(model).breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** The caller left, or the request itself was the fault: nothing is learned of the model. */
    public void forgotten(ModelProfile model) {
        if (!model.isOffline()) {
            circuit(model).breaker.releasePermission();
        }
    }

    public void failed(ModelProfile model, ProviderFailure failure, Duration took) {
        if (model.isOffline()) {
            return;
        }
        Circuit circuit = circuit(model);
        ErrorClass errorClass = failure.errorClass();
        if (errorClass.countsForBreaker()) {
            circuit.breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, failure);
            return;
        }
        circuit.breaker.releasePermission();
        if (errorClass == ErrorClass.AUTH
                || errorClass == ErrorClass.MODEL_MISSING
                || errorClass == ErrorClass.PROVIDER_QUOTA) {
            circuit.restingUntil = clock.instant().plus(REST);
            log.atError()
                    .addKeyValue("provider", model.endpoint())
                    .addKeyValue("model", model.model())
                    .addKeyValue("error_class", errorClass.wireName())
                    .log("model rests for five minutes: see to its key, its name or its credit");
        }
    }

    /** A 429 that is not worth waiting for here: the model cools until the vendor's time. */
    public void cool(ModelProfile model, @Nullable Duration told) {
        circuit(model).coolingUntil = clock.instant().plus(told == null ? COOLING : told);
    }

    /** Everything is worth asking again. */
    public void forgetAll() {
        circuits.values()
                .forEach(circuit -> {
                    circuit.breaker.reset();
                    circuit.coolingUntil = Instant.EPOCH;
                    circuit.restingUntil = Instant.EPOCH;
                });
    }

    public @Nullable Instant coolingUntil(ModelProfile model) {
        Instant until = circuit(model).coolingUntil;
        return until.isAfter(clock.instant()) ? until : null;
    }

    public Breaker breaker(ModelProfile model) {
        Circuit circuit = circuit(model);
        if (circuit.restingUntil.isAfter(clock.instant())) {
            return Breaker.OPEN;
        }
        State state = circuit.breaker.getState();
        return switch (state) {
            case OPEN, FORCED_OPEN -> Breaker.OPEN;
            case HALF_OPEN -> Breaker.HALF_OPEN;
            default -> Breaker.CLOSED;
        };
    }

    private Circuit circuit(ModelProfile model) {
        return circuits.computeIfAbsent(model.key(), key -> newCircuit(model, key));
    }

    private Circuit newCircuit(ModelProfile model, String key) {
        var circuit = new Circuit(CircuitBreaker.of(key, config));
        meters.gauge(
                "rf_ai_breaker",
                io.micrometer.core.instrument.Tags.of(
                        "provider", model.endpoint(), "model", model.model()),
                circuit,
                one -> breaker(model).ordinal());
        return circuit;
    }
}
