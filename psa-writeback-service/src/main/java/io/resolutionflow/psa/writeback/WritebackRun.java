package io.resolutionflow.psa.writeback;

import io.resolutionflow.psa.connector.PsaFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One leased write-back under way. Every change is a commit of its own, before and after each call
 * to the outside, and holds only while the lease is this runner's (contract-psa §7, §8.1).
 */
final class WritebackRun {

    private final WritebackStore store;
    private final WritebackDrops drops;
    private final WritebackDetailStore details;
    private final TransactionTemplate transaction;
    private final WritebackSettings settings;
    private final Clock clock;
    private final Duration answer;
    private final boolean background;
    private final Instant end;
    private final List<Attempt> tried = new ArrayList<>();
    private Writeback writeback;

    WritebackRun(
            Writeback leased,
            boolean background,
            Duration answer,
            WritebackStore store,
            WritebackDrops drops,
            WritebackDetailStore details,
            TransactionTemplate transaction,
            WritebackSettings settings,
            Clock clock) {
        this.writeback = leased;
        this.background = background;
        this.answer = answer;
        this.store = store;
        this.drops = drops;
        this.details = details;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
        // background work has no person waiting, but must not outlive its lease by much
        this.end =
                clock.instant()
                        .plus(
                                background
                                        ? settings.lease().multipliedBy(2)
                                        : settings.post().budget());
    }

    Writeback writeback() {
        return writeback;
    }

    boolean isBackground() {
        return background;
    }

    Instant now() {
        return clock.instant();
    }

    WritebackSettings settings() {
        return settings;
    }

    /** Commits the next state and keeps the lease. */
    void change(Writeback next) {
        change(next, () -> {});
    }

    /** Commits the next state together with {@code also}, and keeps the lease. */
    void change(Writeback next, Runnable also) {
        write(
                next.with(WritebackState.IN_PROGRESS),
                settings.lease(),
                stored -> false,
                stored -> also.run());
    }

    /**
     * As {@link #change(Writeback)}, for the moment before a note goes out.
     *
     * @throws WritebackStopped when the reason of a push was taken back meanwhile; nothing is
     *     changed
     */
    void changeUnlessDropped(Writeback next) {
        boolean unsent = writeback.isUnsentPush();
        change(
                next,
                () -> {
                    if (unsent && drops.isDropRequested(next.id())) {
                        throw Stops.dropped();
                    }
                });
    }

    /**
     * Commits the last state of this run together with {@code also}, and gives the lease back. A
     * push that was to be dropped while we ran, and of which nothing was sent, ends cancelled.
     *
     * @return what was stored
     */
    Writeback release(Writeback last, Consumer<Writeback> also) {
        return write(
                last,
                null,
                counted -> counted.isUnsentPush() && drops.isDropRequested(counted.id()),
                also);
    }

    private Writeback write(
            Writeback next,
            @Nullable Duration hold,
            Predicate<Writeback> drops,
            Consumer<Writeback> also) {
        Writeback counted =
                next.with(next.progress().attempts(writeback.progress().attempts() + tried.size()));
        Writeback written =
                Objects.requireNonNull(
                        transaction.execute(status -> {
                            Writeback stored = drops.test(counted) ? counted.dropped() : counted;
                            store.save(stored, hold);
                            tried.forEach(attempt -> details.add(stored.id(), attempt));
                            also.accept(stored);
                            return stored;
                        }));
        tried.clear();
        writeback = written;
        return written;
    }

    /** Notes a try for the receipt; written with the next change. */
    void tried(String step, String result, Instant started, @Nullable PsaFailure failure) {
        tried.add(
                new Attempt(
                        writeback.progress().attempts() + tried.size() + 1,
                        step,
                        started,
                        result,
                        failure == null ? null : failure.httpStatus(),
                        failure == null ? null : failure.reason(),
                        Duration.between(started, clock.instant()).toMillis(),
                        failure == null || failure.retryAfter() == null
                                ? null
                                : failure.retryAfter().toSeconds()));
    }

    /**
     * Longest time for the next call: what one call may take, or what is left of the whole budget.
     */
    Duration callTime() {
        Duration left = Duration.between(clock.instant(), end);
        if (left.compareTo(Duration.ofMillis(50)) < 0) {
            return Duration.ofMillis(50);
        }
        return left.compareTo(answer) < 0 ? left : answer;
    }

    boolean canWait(Duration wait) {
        return clock.instant().plus(wait).isBefore(end);
    }

    void pause(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for the ticketing system", e);
        }
    }
}
