package io.resolutionflow.platform.outbox;

import io.resolutionflow.platform.crash.CrashPoint;
import io.resolutionflow.platform.outbox.OutboxStore.Due;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
        LockSupport.unpark(running);
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
        Turn turn = Turn.NONE;
        while (isRunning()) {
            try {
                if (turn.isDueForRenewal()) {
                    turn = renew();
                }
                long began = System.nanoTime();
                int published = publishDue(turn);
                if (published == 0) {
                    wakeUp.await(properties.poll());
                } else if (published < properties.batch()) {
                    pauseUntil(began + properties.pace().toNanos());
                }
            } catch (RuntimeException | Error e) {
                // whatever it was: a relay that ended would be noticed by nobody
                log.atError().setCause(e).log("outbox relay could not work, trying again");
                turn = Turn.NONE;
                LockSupport.parkNanos(properties.poll().toNanos());
            }
        }
    }

    private void pauseUntil(long instant) {
        // parking may end early
        while (isRunning() && System.nanoTime() - instant < 0) {
            LockSupport.parkNanos(instant - System.nanoTime());
        }
    }

    /**
     * How long the shards are held by this process's own clock, counted from before they were asked
     * for: never longer than the database thinks.
     */
    private record Turn(long renewAt, long heldUntil, boolean any) {

        static final Turn NONE = new Turn(0, 0, false);

        boolean isDueForRenewal() {
            return !any || System.nanoTime() - renewAt >= 0;
        }

        boolean holds() {
            return any && System.nanoTime() - heldUntil < 0;
        }
    }

    private Turn renew() {
        long asked = System.nanoTime();
        store.lease(owner, Outbox.SHARDS, properties.lease());
        CrashPoint.hit("outbox.after-lease");
        long lease = properties.lease().toNanos();
        return new Turn(asked + lease / 5, asked + lease, true);
    }

    /** One turn; returns how many events were marked published. */
    private int publishDue(Turn turn) {
        List<Due> due = store.due(owner, properties.batch());
        var waves = new Waves(due);
        int marked = 0;
        while (waves.hasNext() && turn.holds()) {
            marked += publish(waves);
        }
        return marked;
    }

    /**
     * One event of each aggregate at a time: sent together, two of one aggregate could arrive in
     * the wrong order when the first has to be repeated.
     */
    private int publish(Waves waves) {
        var sends = new LinkedHashMap<Due, CompletableFuture<?>>();
        waves.next().forEach(event -> sends.put(event, publisher.send(event)));
        CrashPoint.hit("outbox.after-send");
        var arrived = new ArrayList<Due>();
        sends.forEach((event, send) -> {
            if (arrived(event, send)) {
                arrived.add(event);
            } else {
                waves.drop(event);
            }
        });
        CrashPoint.hit("outbox.before-mark");
        return mark(arrived);
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

    private int mark(List<Due> published) {
        int marked = published.isEmpty() ? 0 : store.mark(owner, published);
        CrashPoint.hit("outbox.after-mark");
        return marked;
    }
}
