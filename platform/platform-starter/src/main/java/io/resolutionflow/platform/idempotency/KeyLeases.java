package io.resolutionflow.platform.idempotency;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the keys of this process's running requests, as long as it lives. */
class KeyLeases implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KeyLeases.class);

    /** Four times in a lease: one that comes late is not the end. */
    private static final Duration EVERY = IdempotencyStore.LEASE.dividedBy(4);

    private final IdempotencyStore store;
    private final Set<HeldKey> held = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("idempotency-leases").factory());

    KeyLeases(IdempotencyStore store) {
        this.store = store;
        timer.scheduleWithFixedDelay(
                this::renew, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    void add(HeldKey key) {
        held.add(key);
    }

    void remove(HeldKey key) {
        held.remove(key);
    }

    private void renew() {
        held.stream()
                .collect(Collectors.groupingBy(key -> key.key().accountId()))
                .forEach(this::renew);
    }

    private void renew(UUID account, List<HeldKey> keys) {
        try {
            store.renew(account, keys);
        } catch (RuntimeException e) {
            // another look follows; who loses a key is told when it writes
            log.atWarn().setCause(e).log("keys of running requests could not be renewed");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
