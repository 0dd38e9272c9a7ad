package io.resolutionflow.e2e.upgrade;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator.SplittableGenerator;

/** People at work, the same number all the time, and one who watches the live board. */
final class MixedLoad implements AutoCloseable {

    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(30);

    private final Caller caller;
    private final LiveWatch board;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    private MixedLoad(Caller caller) {
        this.caller = caller;
        this.board = new LiveWatch(caller, "admin@acme.test");
    }

    /**
     * @param pause between two pieces of one person's work
     */
    static MixedLoad start(
            Caller caller, DayWork work, int people, Duration pause, SplittableGenerator random) {
        var load = new MixedLoad(caller);
        load.threads.add(Thread.ofVirtual().start(load.board));
        load.awaitBoard();
        for (int n = 0; n < people; n++) {
            SplittableGenerator own = random.split();
            load.threads.add(Thread.ofVirtual().start(() -> load.work(work, pause, own)));
        }
        return load;
    }

    // who connects later is told what comes from then on
    private void awaitBoard() {
        long end = System.nanoTime() + CONNECTED_WITHIN.toNanos();
        while (board.connections() == 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the live board does not connect");
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    LiveWatch board() {
        return board;
    }

    private void work(DayWork work, Duration pause, SplittableGenerator random) {
        while (!stopped) {
            try {
                work.next(random);
            } catch (Caller.Failed counted) {
                // the next piece begins anew
            } catch (RuntimeException other) {
                caller.failed("a piece of work broke: " + other);
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /** Everybody ends the piece under way, and the board sees what is still to come. */
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads.subList(1, threads.size())) {
            thread.join();
        }
        Thread.sleep(Duration.ofSeconds(2));
        board.stop();
        threads.getFirst().join();
    }
}
