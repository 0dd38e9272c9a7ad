package io.resolutionflow.e2e.handoffs;

import io.resolutionflow.e2e.client.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** How a client behaves: asks once, or goes on with the same key until it has an answer. */
final class Persistence {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private Persistence() {}

    static Door.Calls once() {
        return (who, path, body, key) ->
                succeeded(who.get().call("POST", path, body, Map.of("Idempotency-Key", key)), path);
    }

    /** Repeats what got no answer, or one that asks to come again, under the same key. */
    static Door.Calls untilAnswered() {
        return (who, path, body, key) -> {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                Answer answer = null;
                try {
                    answer = who.get().call("POST", path, body, Map.of("Idempotency-Key", key));
                } catch (RuntimeException e) {
                    // the connection broke: what became of it is unknown, the key makes it safe
                }
                if (answer != null && !isTemporary(answer)) {
                    return succeeded(answer, path);
                }
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(
                            path + " had no answer in " + PATIENCE.toSeconds() + " s");
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        };
    }

    private static boolean isTemporary(Answer answer) {
        return answer.status() >= 500
                || answer.is(429)
                || answer.is(401)
                || answer.code().equals("idempotency_in_flight")
                || answer.code().equals("writeback_in_progress");
    }

    private static Answer succeeded(Answer answer, String path) {
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(
                    path + " answered " + answer.status() + " " + answer.text());
        }
        return answer;
    }

    static void until(BooleanSupplier holds, String what) {
        if (!holdsWithin(PATIENCE, holds)) {
            throw new IllegalStateException("waited in vain until " + what);
        }
    }

    static boolean holdsWithin(Duration patience, BooleanSupplier holds) {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (holds.getAsBoolean()) {
                    return true;
                }
            } catch (RuntimeException e) {
                // a part is away
            }
            LockSupport.parkNanos(PAUSE.toNanos() / 3);
        }
        return false;
    }
}
