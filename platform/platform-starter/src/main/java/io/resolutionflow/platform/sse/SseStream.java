package io.resolutionflow.platform.sse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One open stream. Writing and waiting belong to the thread that serves it; {@link #wake()}, {@link
 * #end(String)} and mailboxes may be used from any thread.
 */
public final class SseStream {

    private static final int RETRY_MIN_MS = 2_000;
    private static final int RETRY_MAX_MS = 5_000;

    /** Between the halves of a keep-alive: long enough for the other end's refusal to come back. */
    private static final Duration PROBE = Duration.ofMillis(100);

    private static final String TOKEN_EXPIRED = "token_expired";

    private final Reader reader;
    private final SseWriter writer;
    private final Duration keepAlive;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean woken;
    private @Nullable String endReason;

    SseStream(Reader reader, SseWriter writer, Duration keepAlive, Clock clock) {
        this.reader = reader;
        this.writer = writer;
        this.keepAlive = keepAlive;
        this.clock = clock;
    }

    /**
     * Who reads.
     *
     * @param name what is streamed, as given to {@link SseStreams#serve}
     * @param accountId null for a super_admin outside any account
     * @param expiresAt of the token; the stream ends there
     */
    public record Reader(
            UUID streamId,
            String name,
            @Nullable UUID accountId,
            UUID userId,
            @Nullable String lastEventId,
            Instant expiresAt) {}

    public Reader reader() {
        return reader;
    }

    /** What the reader had last; empty at its first connection. */
    public Optional<String> lastEventId() {
        return Optional.ofNullable(reader.lastEventId());
    }

    public Instant expiresAt() {
        return reader.expiresAt();
    }

    public Duration keepAlive() {
        return keepAlive;
    }

    /** Tells the reader to wait 2 to 5 seconds, by chance, before it connects again. */
    public void retry() throws ReaderGone {
        writer.retry(ThreadLocalRandom.current().nextInt(RETRY_MIN_MS, RETRY_MAX_MS));
    }

    public void retry(Duration pause) throws ReaderGone {
        writer.retry(pause.toMillis());
    }

    /**
     * @param id what the reader sends back to go on from here; null leaves its last one as it is
     * @param data written as one line of JSON
     */
    public void event(@Nullable String id, String name, Object data) throws ReaderGone {
        writer.event(id, name, data);
    }

    /** A mailbox for {@link #take}; any number of items may be offered, so many may wait. */
    public <T> SseMailbox<T> mailbox(int capacity) {
        return new SseMailbox<>(this, capacity);
    }

    /** Waits for the next item, writing keep-alives meanwhile. The end comes before any item. */
    public <T> SseNext<T> take(SseMailbox<T> mailbox) throws ReaderGone, InterruptedException {
        while (true) {
            String reason = endReason();
            if (reason != null) {
                return new SseNext.End<>(reason);
            }
            Optional<SseNext<T>> next = mailbox.poll();
            if (next.isPresent()) {
                return next.get();
            }
            if (await() instanceof SseSignal.End(String why)) {
                return new SseNext.End<>(why);
            }
        }
    }

    /** Waits until woken or over, writing keep-alives meanwhile. */
    public SseSignal await() throws ReaderGone, InterruptedException {
        return await(Duration.ofDays(1));
    }

    /** Waits until woken or over, at most this long, writing keep-alives meanwhile. */
    public SseSignal await(Duration atMost) throws ReaderGone, InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(until - System.nanoTime());
            Duration silence = untilKeepAlive();
            boolean mine = left.compareTo(silence) <= 0;
            SseSignal signal = pause(mine ? left : silence);
            if (!(signal instanceof SseSignal.Quiet)) {
                return signal;
            }
            if (mine) {
                return signal;
            }
            signal = keptAlive();
            if (!(signal instanceof SseSignal.Quiet)) {
                return signal;
            }
        }
    }

    private SseSignal keptAlive() throws ReaderGone, InterruptedException {
        writer.openComment();
        SseSignal signal = pause(PROBE);
        writer.closeComment();
        return signal;
    }

    private Duration untilKeepAlive() {
        Duration left = keepAlive.minus(writer.silence());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private SseSignal pause(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (!woken && left > 0) {
                String reason = endReason();
                if (reason != null) {
                    return new SseSignal.End(reason);
                }
                long untilExpiry = Duration.between(clock.instant(), expiresAt()).toNanos();
                long slice = Math.min(left, Math.max(untilExpiry, 1));
                left -= slice - changed.awaitNanos(slice);
            }
            String reason = endReason();
            if (reason != null) {
                return new SseSignal.End(reason);
            }
            boolean was = woken;
            woken = false;
            return was ? new SseSignal.Woken() : new SseSignal.Quiet();
        } finally {
            lock.unlock();
        }
    }

    /** Lets a wait return; when nobody waits, the next wait returns at once. */
    public void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Asks the serving thread to write its last event and return. The first reason stays. */
    public void end(String reason) {
        lock.lock();
        try {
            if (endReason == null) {
                endReason = reason;
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable String endReason() {
        lock.lock();
        try {
            if (endReason == null && !clock.instant().isBefore(expiresAt())) {
                endReason = TOKEN_EXPIRED;
            }
            return endReason;
        } finally {
            lock.unlock();
        }
    }
}
