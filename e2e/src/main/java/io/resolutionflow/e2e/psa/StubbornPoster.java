package io.resolutionflow.e2e.psa;

import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Person;
import io.resolutionflow.e2e.psa.LinkedSessions.Linked;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An engineer who posts the same note until the answer is final, as a person with a web page would:
 * lost answers and refusals are met with another try, and what is in doubt is left to the checking.
 */
final class StubbornPoster {

    private static final Duration BRIEFLY = Duration.ofSeconds(1);
    private static final Duration LONGER = Duration.ofSeconds(8);

    private final Supplier<Person> engineer;
    private final Semaphore calls;
    private final Instant end;

    /**
     * @param calls under way at once, of all posters
     * @param end after that the last answer stands
     */
    StubbornPoster(Supplier<Person> engineer, Semaphore calls, Instant end) {
        this.engineer = engineer;
        this.calls = calls;
        this.end = end;
    }

    /** How it ended: {@code done}, {@code person}, or the last answer's code. */
    String post(Linked session, String visibility) {
        String last = "none";
        while (true) {
            Answer answer = once(session, visibility);
            if (answer != null && answer.is(200)) {
                return "done";
            }
            last = answer == null ? "no_answer" : answer.status() + " " + answer.code();
            boolean resolved =
                    answer != null
                            && last.equals("409 session_not_postable")
                            && answer.text("/session_status").equals("resolved");
            if (resolved) {
                // an earlier try went through, and its answer was lost with the process
                return "done";
            }
            if (answer != null
                    && last.endsWith("writeback_unresolved")
                    && answer.text("/next_step").equals("decide")) {
                return "person";
            }
            Duration pause = last.contains("writeback_unresolved") ? LONGER : BRIEFLY;
            if (Instant.now().plus(pause).isAfter(end)) {
                return last;
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private @Nullable Answer once(Linked session, String visibility) {
        calls.acquireUninterruptibly();
        try {
            return engineer.get()
                    .post(
                            "/api/v1/ai-sessions/" + session.id() + "/resolution-note/post",
                            Map.of(
                                    "markdown",
                                    "## Problem\nThe drive of ticket "
                                            + session.ticket()
                                            + " did not open.\n\n## Resolution\nMapped it again.",
                                    "visibility",
                                    visibility));
        } catch (RuntimeException e) {
            return null;
        } finally {
            calls.release();
        }
    }
}
