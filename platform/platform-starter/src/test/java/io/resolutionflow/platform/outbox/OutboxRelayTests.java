package io.resolutionflow.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutboxRelayTests {

    private final CountDownLatch worked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * A thread that gets the processor the moment it is started, and gives it back only when the
     * relay has worked or has ended. A relay that is not yet known to run when its thread begins
     * ends there, and nothing is ever published.
     */
    private final class Eager extends Thread {

        Eager(Runnable relay) {
            super(() -> {
                relay.run();
                OutboxRelayTests.this.ended.countDown();
                OutboxRelayTests.this.worked.countDown();
            });
        }

        @Override
        public void start() {
            super.start();
            try {
                assertThat(worked.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void a_relay_whose_thread_runs_at_once_goes_on_working() {
        OutboxStore store = mock(OutboxStore.class);
        given(store.lease(any(), anyInt(), any()))
                .willAnswer(call -> {
                    worked.countDown();
                    return 0;
                });
        given(store.due(any(), anyInt())).willReturn(List.of());
        var properties =
                new OutboxProperties(
                        true,
                        Duration.ofMillis(10),
                        Duration.ZERO,
                        Duration.ofSeconds(10),
                        200,
                        Duration.ofSeconds(1));
        var relay =
                new OutboxRelay(
                        store,
                        mock(EventPublisher.class),
                        mock(OutboxWakeUp.class),
                        properties,
                        Eager::new);

        relay.start();

        assertThat(ended.getCount()).as("the relay's thread has not ended").isOne();
        assertThat(relay.isRunning()).isTrue();
        relay.stop();
    }

    @Test
    void a_turn_that_published_waits_so_that_events_of_a_moment_go_together() throws Exception {
        assertThat(takesAnotherTurn(Duration.ZERO)).isTrue();
        assertThat(takesAnotherTurn(Duration.ofMinutes(1))).isFalse();
    }

    /** A relay that always finds one event, within half a second of its first turn. */
    private static boolean takesAnotherTurn(Duration pace) throws InterruptedException {
        var turns = new Semaphore(0);
        OutboxStore store = mock(OutboxStore.class);
        given(store.lease(any(), anyInt(), any())).willReturn(64);
        given(store.due(any(), anyInt()))
                .willAnswer(call -> {
                    turns.release();
                    return List.of(event());
                });
        given(store.mark(any(), any())).willReturn(1);
        EventPublisher publisher = mock(EventPublisher.class);
        given(publisher.send(any())).willAnswer(call -> CompletableFuture.completedFuture("sent"));
        var properties =
                new OutboxProperties(
                        true,
                        Duration.ofSeconds(10),
                        pace,
                        Duration.ofSeconds(10),
                        200,
                        Duration.ofSeconds(1));
        var relay = new OutboxRelay(store, publisher, mock(OutboxWakeUp.class), properties);
        relay.start();
        assertThat(turns.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        boolean another = turns.tryAcquire(500, TimeUnit.MILLISECONDS);
        relay.stop();
        return another;
    }

    private static OutboxStore.Due event() {
        return new OutboxStore.Due(
                UUID.randomUUID(),
                UUID.randomUUID(),
                1,
                1,
                "rf.toy.events",
                "toy.noted",
                UUID.randomUUID().toString(),
                1,
                "{}",
                null,
                Instant.EPOCH);
    }
}
