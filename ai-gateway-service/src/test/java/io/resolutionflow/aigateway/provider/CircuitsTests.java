package io.resolutionflow.aigateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.resolutionflow.aigateway.provider.Circuits.Breaker;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import io.resolutionflow.platform.testing.service.Together;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class CircuitsTests {

    private static final ModelProfile MODEL =
            new ModelProfile(
                    "e",
                    "openai_compatible",
                    "m",
                    "M",
                    true,
                    false,
                    "native",
                    1_000,
                    100,
                    0,
                    0,
                    300,
                    0,
                    null);
    private static final Duration TOOK = Duration.ofMillis(5);

    private final Circuits circuits =
            new Circuits(Clock.systemUTC(), new SimpleMeterRegistry(), Duration.ofMillis(50));

    @Test
    void a_half_open_breaker_lets_two_calls_through_however_many_ask_at_once() throws Exception {
        open();
        await().until(() -> circuits.restsUntil(MODEL) == null);

        List<Boolean> admitted = Together.call(asking(32));

        assertThat(Collections.frequency(admitted, true)).isEqualTo(2);
        assertThat(circuits.breaker(MODEL)).isEqualTo(Breaker.HALF_OPEN);
    }

    @Test
    void a_place_that_was_not_used_goes_to_the_next() {
        open();
        await().until(() -> circuits.restsUntil(MODEL) == null);
        assertThat(circuits.admits(MODEL)).isTrue();
        assertThat(circuits.admits(MODEL)).isTrue();
        assertThat(circuits.admits(MODEL)).isFalse();

        circuits.forgotten(MODEL);

        assertThat(circuits.admits(MODEL)).isTrue();
    }

    @Test
    void two_good_calls_close_it_and_bad_ones_open_it_again() {
        open();
        await().until(() -> circuits.restsUntil(MODEL) == null);
        answered(true);
        answered(true);
        assertThat(circuits.breaker(MODEL)).isEqualTo(Breaker.CLOSED);

        open();
        await().until(() -> circuits.restsUntil(MODEL) == null);
        answered(false);
        answered(false);
        assertThat(circuits.breaker(MODEL)).isEqualTo(Breaker.OPEN);
    }

    private void open() {
        for (int i = 0; i < 20; i++) {
            if (circuits.admits(MODEL)) {
                circuits.failed(MODEL, new ProviderFailure(ErrorClass.SERVER, 500, null), TOOK);
            }
        }
        assertThat(circuits.breaker(MODEL)).isEqualTo(Breaker.OPEN);
    }

    private void answered(boolean well) {
        assertThat(circuits.admits(MODEL)).isTrue();
        if (well) {
            circuits.succeeded(MODEL, TOOK);
        } else {
            circuits.failed(MODEL, new ProviderFailure(ErrorClass.SERVER, 500, null), TOOK);
        }
    }

    private List<Callable<Boolean>> asking(int callers) {
        return Collections.nCopies(callers, () -> circuits.admits(MODEL));
    }
}
