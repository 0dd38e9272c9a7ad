package io.resolutionflow.stack.simulator.protocol;

import io.resolutionflow.stack.simulator.fault.Fault;
import io.resolutionflow.stack.simulator.fault.Target;
import io.resolutionflow.stack.simulator.http.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** Turns a fault into what the client gets to see, in the provider's own shape. */
final class FaultReplies {

    private static final int RETRY_AFTER_SECONDS = 30;
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration DRIP = Duration.ofSeconds(20);

    private final Dialect dialect;
    private final Clock realClock;

    /**
     * @param realClock for {@code Retry-After} dates, which the client compares with its own clock
     */
    FaultReplies(Dialect dialect, Clock realClock) {
        this.dialect = dialect;
        this.realClock = realClock;
    }

    /** For the faults that strike before anything is done, {@code merged} excepted. */
    Delivery instead(Fault fault, Target target) {
        var arguments = fault.arguments();
        return switch (fault.mode()) {
            case DROP_BEFORE_COMMIT -> new Delivery.Cut();
            case THROTTLE ->
                    new Delivery.Plain(dialect.throttled().with("Retry-After", retryAfter(fault)));
            case THROTTLE_BARE -> new Delivery.Plain(dialect.throttled());
            case BURST_5XX -> new Delivery.Plain(error(arguments.number("code", 503)));
            case FORBIDDEN -> new Delivery.Plain(dialect.forbidden(target.operation()));
            case THREAD_LIMIT -> new Delivery.Plain(dialect.tooManyAtOnce());
            case NOT_FOUND ->
                    new Delivery.Plain(
                            dialect.ticketMissing(target.operation(), target.ticketId()));
            default -> throw new IllegalStateException(fault.mode() + " does not stop a request");
        };
    }

    /** For the faults that strike when the work is done. */
    Delivery afterwards(Fault fault, Reply reply) {
        var arguments = fault.arguments();
        return switch (fault.mode()) {
            case ERROR_AFTER_COMMIT -> new Delivery.Plain(error(arguments.number("code", 500)));
            case HANG_AFTER_COMMIT -> new Delivery.Late(reply, arguments.millis("ms", SILENCE));
            case SLOW_BODY -> new Delivery.Dripping(reply, arguments.millis("ms", DRIP));
            case GARBAGE_BODY -> new Delivery.Plain(garbage(fault, reply));
            case DROP_AFTER_COMMIT ->
                    arguments.has("bytes")
                            ? new Delivery.CutInside(reply, arguments.number("bytes", 0))
                            : new Delivery.Cut();
            default -> throw new IllegalStateException(fault.mode() + " does not spoil an answer");
        };
    }

    private Reply error(int status) {
        return switch (status) {
            case 502 -> Reply.html(502, "502 Bad Gateway");
            case 503 -> Reply.html(503, "503 Service Unavailable");
            case 504 -> Reply.html(504, "504 Gateway Timeout");
            default -> dialect.failure(status);
        };
    }

    private static Reply garbage(Fault fault, Reply reply) {
        if (fault.arguments().text("kind").orElse("html").equals("cut_json")) {
            var half = Arrays.copyOf(reply.body(), Math.max(1, reply.body().length / 2));
            return reply.withBody(half);
        }
        var page = "<html><body>Please wait…</body></html>".getBytes(StandardCharsets.UTF_8);
        return reply.withBody(page).with("Content-Type", "text/html; charset=utf-8");
    }

    private String retryAfter(Fault fault) {
        var seconds = fault.arguments().number("retry_after", RETRY_AFTER_SECONDS);
        if (!fault.arguments().text("as").orElse("seconds").equals("date")) {
            return Integer.toString(seconds);
        }
        var at = realClock.instant().plusSeconds(seconds).atOffset(ZoneOffset.UTC);
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at);
    }
}
