package io.resolutionflow.e2e.upgrade;

import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Gateway;
import io.resolutionflow.e2e.client.Json;
import io.resolutionflow.e2e.client.Person;
import io.resolutionflow.e2e.report.Latencies;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Calls as people make them, each once: nothing is tried again, and every answer but the one that
 * was to come counts as failed.
 */
final class Caller {

    /** Tokens end sooner than a run. */
    private static final Duration TOKEN_LASTS = Duration.ofMinutes(3);

    private static final int TEXT_SHOWN = 220;

    private record Token(String value, Instant until) {}

    /** A call whose answer ends a job. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message, null, false, false);
        }
    }

    private final FrontDoor door;
    private final Gateway issuer;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final Latencies latencies = new Latencies();

    /**
     * @param issuer signs people in; their calls go through the door
     */
    Caller(FrontDoor door, Gateway issuer) {
        this.door = door;
        this.issuer = issuer;
    }

    Answer get(String email, String path) {
        return call(email, "GET", path, null, 200);
    }

    Answer post(String email, String path, Map<String, ?> body, int expected) {
        return call(email, "POST", path, Json.write(body), expected);
    }

    /** Somebody at the gateway whose turn it is. */
    Person person(String email) {
        return new Person(door.next(), email, token(email));
    }

    int requests() {
        return requests.get();
    }

    Latencies latencies() {
        return latencies;
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    void failed(String what) {
        failures.add(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + what);
    }

    private Answer call(
            String email, String method, String path, @Nullable String body, int expected) {
        Person person = person(email);
        Map<String, String> headers =
                method.equals("POST")
                        ? Map.of("Idempotency-Key", UUID.randomUUID().toString())
                        : Map.of();
        String what = method + " " + path + " as " + email + ": ";
        requests.incrementAndGet();
        long began = System.nanoTime();
        Answer answer;
        try {
            answer = person.call(method, path, body, headers);
        } catch (RuntimeException broken) {
            throw fail(what + "no answer, " + broken.getMessage());
        }
        latencies.add(System.nanoTime() - began);
        if (!answer.is(expected)) {
            throw fail(what + answer.status() + " " + shortened(answer.text()));
        }
        return answer;
    }

    private Failed fail(String what) {
        failed(what);
        return new Failed(what);
    }

    private static String shortened(String text) {
        return text.length() > TEXT_SHOWN ? text.substring(0, TEXT_SHOWN) : text;
    }

    private String token(String email) {
        Token known =
                tokens.compute(
                        email,
                        (who, before) ->
                                before == null || before.until().isBefore(Instant.now())
                                        ? new Token(
                                                issuer.signInAgain(who).token(),
                                                Instant.now().plus(TOKEN_LASTS))
                                        : before);
        return known.value();
    }
}
