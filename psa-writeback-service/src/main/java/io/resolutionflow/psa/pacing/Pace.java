package io.resolutionflow.psa.pacing;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.psa.connector.Provider;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.connector.PsaFailure.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets calls of a connection through as its breaker and budget allow (contract-psa §10). A call
 * that is not let through was not made: nothing was sent.
 */
@Component
public class Pace {

    /** Longest wait for a turn; who waits longer is told to come back. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final Duration SLACK = Duration.ofSeconds(10);

    private final Breakers breakers;
    private final BudgetStore budgets;
    private final PacingSettings settings;
    private final MeterRegistry meters;
    private final Ids ids;
    private final Clock clock;

    Pace(
            Breakers breakers,
            BudgetStore budgets,
            PacingSettings settings,
            MeterRegistry meters,
            Ids ids,
            Clock clock) {
        this.breakers = breakers;
        this.budgets = budgets;
        this.settings = settings;
        this.meters = meters;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What is to be called.
     *
     * @param op for metrics
     * @param probe a person's test: goes out although the breaker is open
     */
    public record Call(
            Provider provider, UUID connection, String op, Duration within, boolean probe) {}

    /**
     * @throws PsaFailure CIRCUIT_OPEN or THROTTLED when the call was not made; else what it threw
     */
    public <T extends @Nullable Object> T run(Call call, Supplier<T> work) {
        CircuitBreaker breaker = breakers.of(call.connection());
        if (!call.probe() && !breaker.tryAcquirePermission()) {
            count(call, "circuit_open");
            throw new PsaFailure(
                    Kind.CIRCUIT_OPEN, "circuit_open", null, settings.breaker().open(), null);
        }
        UUID slot;
        try {
            slot = turn(call);
        } catch (PsaFailure e) {
            if (!call.probe()) {
                breaker.releasePermission();
            }
            count(call, "budget");
            throw e;
        }
        long started = System.nanoTime();
        try {
            T result = work.get();
            answered(breaker, call, started);
            count(call, "ok");
            return result;
        } catch (PsaFailure e) {
            failed(breaker, call, started, e);
            count(call, e.kind().name().toLowerCase(Locale.ROOT));
            throw e;
        } catch (RuntimeException e) {
            if (!call.probe()) {
                breaker.releasePermission();
            }
            throw e;
        } finally {
            budgets.giveBack(call.connection(), slot);
        }
    }

    private UUID turn(Call call) {
        UUID slot = ids.next();
        Duration patience =
                call.within().compareTo(LONGEST_WAIT) < 0 ? call.within() : LONGEST_WAIT;
        Instant end = clock.instant().plus(patience);
        while (true) {
            BudgetStore.Answer answer =
                    budgets.take(
                            call.connection(),
                            slot,
                            settings.budget(call.provider()),
                            call.within().plus(SLACK));
            if (answer.after() == null) {
                return slot;
            }
            boolean tooLong = clock.instant().plus(answer.after()).isAfter(end);
            // asked for by the other side: whoever called decides whether to wait
            if (answer.asked() || tooLong) {
                throw new PsaFailure(
                        Kind.THROTTLED,
                        answer.asked() ? "throttled" : "connection_budget",
                        null,
                        answer.after(),
                        null);
            }
            pause(answer.after());
        }
    }

    private static void answered(CircuitBreaker breaker, Call call, long started) {
        if (call.probe()) {
            breaker.reset();
        } else {
            breaker.onSuccess(System.nanoTime() - started, TimeUnit.NANOSECONDS);
        }
    }

    private void failed(CircuitBreaker breaker, Call call, long started, PsaFailure failure) {
        if (failure.kind() == Kind.THROTTLED) {
            Duration asked = failure.retryAfter();
            budgets.block(call.connection(), asked == null ? settings.bareThrottle() : asked);
        }
        boolean away = failure.kind() == Kind.NOT_SENT || failure.kind() == Kind.UNKNOWN;
        if (call.probe()) {
            return;
        }
        long took = System.nanoTime() - started;
        if (away) {
            breaker.onError(took, TimeUnit.NANOSECONDS, failure);
        } else {
            breaker.onSuccess(took, TimeUnit.NANOSECONDS);
        }
    }

    private void count(Call call, String result) {
        meters.counter(
                        "rf.psa.calls",
                        "provider",
                        call.provider().wireName(),
                        "op",
                        call.op(),
                        "result",
                        result)
                .increment();
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PsaFailure.notSent("interrupted");
        }
    }
}
