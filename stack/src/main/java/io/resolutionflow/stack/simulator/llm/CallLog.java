package io.resolutionflow.stack.simulator.llm;

import io.resolutionflow.stack.simulator.http.Request;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every call, what was sent and who closed: the referee of tests and benches. Neither prompts nor
 * keys are kept.
 */
final class CallLog {

    /**
     * One call; {@code closedBy} is {@code server}, {@code client} or, while it runs, null.
     *
     * @param bytesSent of the body
     */
    record Line(
            int n,
            Instant at,
            String format,
            String model,
            boolean stream,
            int images,
            String bodySha256,
            int status,
            long bytesSent,
            @Nullable String closedBy,
            @Nullable Instant closedAt) {}

    private final Clock clock;
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Integer> earlier = new HashMap<>();

    CallLog(Clock clock) {
        this.clock = clock;
    }

    /**
     * How many calls of this format on this model began with the same words; this one counts from
     * now on.
     */
    synchronized int countConversation(String format, Prompt prompt) {
        var conversation = String.join("\n", format, prompt.model(), prompt.firstUserText());
        return earlier.merge(conversation, 1, Integer::sum) - 1;
    }

    synchronized int opened(String format, Prompt prompt, Request request) {
        var n = lines.size() + 1;
        var hash = sha256(request.body());
        lines.add(
                new Line(
                        n,
                        clock.instant(),
                        format,
                        prompt.model(),
                        prompt.stream(),
                        prompt.images(),
                        hash,
                        0,
                        0,
                        null,
                        null));
        return n;
    }

    synchronized void closed(int n, int status, long bytesSent, String by) {
        if (n <= lines.size()) {
            var line = lines.get(n - 1);
            lines.set(
                    n - 1,
                    new Line(
                            n,
                            line.at,
                            line.format,
                            line.model,
                            line.stream,
                            line.images,
                            line.bodySha256,
                            status,
                            bytesSent,
                            by,
                            clock.instant()));
        }
    }

    synchronized List<Line> lines() {
        return List.copyOf(lines);
    }

    synchronized void clear() {
        lines.clear();
        earlier.clear();
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
