package io.resolutionflow.gateway.request;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * The trace of a request (W3C): the caller's, gone on with, or a new one.
 *
 * @param traceId 32 hex digits
 * @param spanId 16 hex digits, the gateway's own span
 * @param sampled whether spans of the trace are kept
 */
public record RequestTrace(String traceId, String spanId, boolean sampled) {

    private static final String ATTRIBUTE = RequestTrace.class.getName();

    private static final int LENGTH = 55;
    private static final int SPAN_AT = 36;
    private static final int FLAGS_AT = 53;
    private static final HexFormat HEX = HexFormat.of();

    /** With a span of the gateway's own in the caller's trace; a new trace when he names none. */
    public static RequestTrace goOn(@Nullable String traceParent) {
        return traceParent != null && isSound(traceParent)
                ? new RequestTrace(
                        traceParent.substring(3, SPAN_AT - 1),
                        HEX.toHexDigits(number()),
                        (traceParent.charAt(FLAGS_AT + 1) & 1) == 1)
                : new RequestTrace(
                        HEX.toHexDigits(number()) + HEX.toHexDigits(number()),
                        HEX.toHexDigits(number()),
                        true);
    }

    private static boolean isSound(String text) {
        if (text.length() < LENGTH || text.startsWith("ff")) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            boolean dash = i == 2 || i == SPAN_AT - 1 || i == FLAGS_AT - 1;
            if (dash ? c != '-' : !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return !text.regionMatches(3, "0".repeat(32), 0, 32)
                && !text.regionMatches(SPAN_AT, "0".repeat(16), 0, 16);
    }

    private static long number() {
        long number = ThreadLocalRandom.current().nextLong();
        return number == 0 ? 1 : number;
    }

    public void bind(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    /** Bound before any other filter runs. */
    public static RequestTrace of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }

    /** For the service behind. */
    public String traceParent() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }
}
