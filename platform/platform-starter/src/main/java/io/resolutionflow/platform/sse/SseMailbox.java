package io.resolutionflow.platform.sse;

import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one reader. Bounded: when it is full, everything waiting is replaced by one {@link
 * SseNext.Overflow}, so that a slow reader never misses something silently and never slows others.
 */
public final class SseMailbox<T> {

    private final SseStream stream;
    private final int capacity;
    private final ArrayDeque<T> waiting = new ArrayDeque<>();
    private @Nullable T overflowed;

    SseMailbox(SseStream stream, int capacity) {
        this.stream = stream;
        this.capacity = capacity;
    }

    /** Never blocks. */
    public void offer(T item) {
        synchronized (this) {
            if (overflowed != null || waiting.size() >= capacity) {
                waiting.clear();
                overflowed = item;
            } else {
                waiting.add(item);
            }
        }
        stream.wake();
    }

    synchronized Optional<SseNext<T>> poll() {
        T newest = overflowed;
        if (newest != null) {
            overflowed = null;
            return Optional.of(new SseNext.Overflow<>(newest));
        }
        T next = waiting.poll();
        return next == null ? Optional.empty() : Optional.of(new SseNext.Item<>(next));
    }
}
