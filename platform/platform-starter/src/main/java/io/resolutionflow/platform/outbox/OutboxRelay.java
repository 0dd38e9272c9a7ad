package io.resolutionflow.platform.outbox;

import io.resolutionflow.platform.crash.CrashPoint;
import io.resolutionflow.platform.outbox.OutboxStore.Due;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes committed events: leases shards, reads what is due by status (never by a cursor over
 * ids, which was measured to lose events), sends in aggregate order, marks under the epoch it read
 * with. At least once; the inbox makes it once.
 */
public class OutboxRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private final UUID owner = UUID.randomUUID();
    private final OutboxStore store;
    private final EventPublisher publisher;
    private final OutboxWakeUp wakeUp;
    private final OutboxProperties properties;
    private final ThreadFactory threads;
    private volatile @Nullable Thread loop;

    OutboxRelay(
            OutboxStore store,
            EventPublisher publisher,
            OutboxWakeUp wakeUp,
            OutboxProperties properties) {
        this(
                store,
                publisher,
                wakeUp,
                properties,
                Thread.ofVirtual().name("outbox-relay").factory());
    }

    OutboxRelay(
            OutboxStore store,
            EventPublisher publisher,
            OutboxWakeUp wakeUp,
            OutboxProperties properties,
            ThreadFactory threads) {
        this.store = store;
        this.publisher = publisher;
        this.wakeUp = wakeUp;
        this.properties = properties;
        this.threads = threads;
    }

    @Override
    public void start() {
        if (properties.enabled() && loop == null) {
            // known before it runs: a thread that began first would find no loop and end
            Thread relay = threads.newThread(this::run);
            loop = relay;
            relay.start();
        }
    }

    @Override
    public void stop() {
        Thread running = loop;
        loop = null;
        if (running == null) {
            return;
        }
        try {
            running.join(properties.sendTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        wakeUp.close();
        store.release(owner);
    }

    @Override
    public boolean isRunning() {
        return loop != null;
    }

    private void run() {
        while (isRunning()) {
            try {
                store.lease(owner, Outbox.SHARDS, properties.lease());
                if (publishDue() == 0) {
                    wakeUp.await(properties.poll());
                }
            } catch (RuntimeException | Error e) {
                // whatever it was: a relay that ended would be noticed by nobody
                log.atError().setCause(e).log("outbox relay could not work, trying again");
                LockSupport.parkNanos(properties.poll().toNanos());
            }
        }
    }

    /** One turn; returns how many events were marked published. */
    int publishDue() {
        List<Due> due = store.due(owner, properties.batch());
        if (due.isEmpty()) {
            return 0;
        }
        var sends = new LinkedHashMap<Due, CompletableFuture<?>>();
        due.forEach(event -> sends.put(event, publisher.send(event)));
        CrashPoint.hit("outbox.after-send");
        return mark(acknowledged(sends));
    }

    /**
     * Events whose send was acknowledged; after the first failure of an aggregate its later ones
     * wait for their turn.
     */
    private List<Due> acknowledged(Map<Due, CompletableFuture<?>> sends) {
        var failed = new HashSet<String>();
        var done = new ArrayList<Due>();
        sends.forEach((event, send) -> {
            if (arrived(event, send) && !failed.contains(event.aggregateId())) {
                done.add(event);
            } else {
                failed.add(event.aggregateId());
            }
        });
        return done;
    }

    private boolean arrived(Due event, CompletableFuture<?> send) {
        try {
            send.get(properties.sendTimeout().toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            log.atWarn()
                    .addKeyValue("event_id", event.eventId())
                    .addKeyValue("type", event.type())
                    .addKeyValue("reason", String.valueOf(e.getMessage()))
                    .log("event not acknowledged, sent again later");
            return false;
        }
    }

    private int mark(List<Due> done) {
        record Lease(int shard, long epoch) {}
        var byLease = new LinkedHashMap<Lease, List<UUID>>();
        done.forEach(event ->
                byLease.computeIfAbsent(
                                new Lease(event.shard(), event.epoch()), k -> new ArrayList<>())
                        .add(event.eventId()));
        int marked = 0;
        for (var entry : byLease.entrySet()) {
            marked +=
                    store.mark(
                            owner,
                            entry.getKey().shard(),
                            entry.getKey().epoch(),
                            entry.getValue());
        }
        return marked;
    }
}
