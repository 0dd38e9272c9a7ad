package io.resolutionflow.handoff.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one reader. Bounded: when it is full everything waiting is replaced by one resync,
 * so a slow reader never misses something silently and never slows others.
 */
public final class StreamConnection {

    private final UUID id;
    private final Reader reader;
    private final int capacity;
    private final ArrayDeque<StreamRow> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long floor;
    private long overflowedAt;
    private @Nullable String endReason;

    StreamConnection(UUID id, Reader reader, int capacity) {
        this.id = id;
        this.reader = reader;
        this.capacity = capacity;
    }

    /** What the writer does next. */
    public sealed interface Next {

        record Row(StreamRow row) implements Next {}

        /** Rows were thrown away; the reader goes on from here after fetching the queue again. */
        record Overflow(long position) implements Next {}

        record End(String reason) implements Next {}

        record Silence() implements Next {}
    }

    public UUID id() {
        return id;
    }

    public Reader reader() {
        return reader;
    }

    /**
     * Rows up to here are not given to {@link #take}: the reader has them, or gets them by replay.
     */
    void startAfter(long seq) {
        lock.lock();
        try {
            floor = seq;
            waiting.removeIf(row -> row.seq() <= seq);
        } finally {
            lock.unlock();
        }
    }

    void offer(StreamRow row) {
        lock.lock();
        try {
            if (row.seq() <= floor || endReason != null || !reader.wants(row)) {
                return;
            }
            if (overflowedAt > 0) {
                overflowedAt = row.seq();
            } else if (waiting.size() >= capacity) {
                waiting.clear();
                overflowedAt = row.seq();
            } else {
                waiting.add(row);
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void end(String reason) {
        lock.lock();
        try {
            endReason = reason;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next thing to write, at most this long. */
    Next take(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (endReason == null && overflowedAt == 0 && waiting.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (endReason != null) {
                return new Next.End(endReason);
            }
            if (overflowedAt > 0) {
                long position = overflowedAt;
                overflowedAt = 0;
                return new Next.Overflow(position);
            }
            StreamRow row = waiting.poll();
            return row == null ? new Next.Silence() : new Next.Row(row);
        } finally {
            lock.unlock();
        }
    }
}
