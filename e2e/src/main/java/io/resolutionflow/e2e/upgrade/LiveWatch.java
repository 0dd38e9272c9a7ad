package io.resolutionflow.e2e.upgrade;

import io.resolutionflow.e2e.client.LiveStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An engineer's board: it stays connected, comes back with the last id it saw when the stream ends,
 * and has then missed nothing.
 */
final class LiveWatch implements Runnable {

    private static final Duration AGAIN = Duration.ofMillis(250);

    private final Caller caller;
    private final String email;
    private final Set<String> handoffs = ConcurrentHashMap.newKeySet();
    private @Nullable String lastId;
    private volatile int connections;
    private volatile int refused;
    private volatile boolean stopped;

    LiveWatch(Caller caller, String email) {
        this.caller = caller;
        this.email = email;
    }

    /** Hand-offs seen to arrive. */
    Set<String> handoffs() {
        return Set.copyOf(handoffs);
    }

    int connections() {
        return connections;
    }

    /** Tries to connect that got no stream. */
    int refused() {
        return refused;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            try (LiveStream stream = opened()) {
                connections++;
                while (!stopped && !stream.hasEnded()) {
                    stream.await(AGAIN, event -> false);
                }
                stream.seen().forEach(this::take);
            } catch (RuntimeException refusal) {
                refused++;
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }

    private LiveStream opened() {
        var person = caller.person(email);
        String from = lastId;
        return from == null ? person.openStream() : person.openStream(from);
    }

    private void take(LiveStream.Event event) {
        if (!event.id().isEmpty()) {
            lastId = event.id();
        }
        if (event.name().equals("handoff_created")) {
            handoffs.add(event.data().at("/handoff/handoff_id").asString(""));
        }
    }
}
