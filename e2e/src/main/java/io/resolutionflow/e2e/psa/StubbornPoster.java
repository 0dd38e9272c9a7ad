package io.resolutionflow.e2e.psa;

import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.psa.LinkedSessions.Linked;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An engineer who posts the same note until the answer is final, as a person with a web page would:
 * lost answers and refusals are met with another try, and what is in doubt is left to the checking.
 */
final class StubbornPoster {

    private static final Duration BRIEFLY = Duration.ofSeconds(1);
    private static final Duration UNDER_WAY = Duration.ofSeconds(6);
    private static final Duration IN_DOUBT = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Semaphore calls;
    private final Instant end;
    private final boolean waitsForDoubts;

    /**
     * @param calls under way at once, of all posters
     * @param end after that the last answer stands
     * @param waitsForDoubts until the checking decided; else a doubt is an end too
     */
    StubbornPoster(Semaphore calls, Instant end, boolean waitsForDoubts) {
        this.calls = calls;
        this.end = end;
        this.waitsForDoubts = waitsForDoubts;
    }

    /** How it ended: {@code done}, {@code person}, {@code doubt}, or the last answer's code. */
    String post(Linked session, String visibility) {
        while (true) {
            Answer answer = once(session, visibility);
            if (answer != null && isDone(answer)) {
                return "done";
            }
            if (answer != null && isForPerson(answer)) {
                return "person";
            }
            if (answer != null && !waitsForDoubts && answer.code().equals("writeback_unresolved")) {
                return "doubt";
            }
            Duration pause = pause(answer);
            if (Instant.now().plus(pause).isAfter(end)) {
                return answer == null ? "no_answer" : answer.status() + " " + answer.code();
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /** Also when an earlier try went through, and its answer was lost with the process. */
    private static boolean isDone(Answer answer) {
        return answer.is(200)
                || (answer.code().equals("session_not_postable")
                        && answer.text("/session_status").equals("resolved"));
    }

    private static boolean isForPerson(Answer answer) {
        return answer.code().equals("writeback_unresolved")
                && answer.text("/next_step").equals("decide");
    }

    private static Duration pause(@Nullable Answer answer) {
        if (answer == null) {
            return BRIEFLY;
        }
        return switch (answer.code()) {
            case "writeback_unresolved" -> IN_DOUBT;
            case "writeback_in_progress", "psa_credentials_rejected" -> UNDER_WAY;
            default -> asked(answer);
        };
    }

    private static Duration asked(Answer answer) {
        long seconds = answer.headers().firstValueAsLong("Retry-After").orElse(1);
        Duration wait = Duration.ofSeconds(Math.max(1, seconds));
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private @Nullable Answer once(Linked session, String visibility) {
        calls.acquireUninterruptibly();
        try {
            return session.msp()
                    .engineer()
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
            // the process or the gateway's connection to it died: nobody knows what became of it
            return null;
        } finally {
            calls.release();
        }
    }
}
