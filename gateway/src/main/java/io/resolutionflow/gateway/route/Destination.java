package io.resolutionflow.gateway.route;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes.
 *
 * @param row the row of the route table that took it
 * @param ai waits for a model; also said of a stream that does
 * @param answer how long the answer may take; null for a stream
 */
public record Destination(
        String service, String row, boolean stream, boolean ai, @Nullable Duration answer) {

    /** The kind of route within the service: {@code stream}, {@code ai} or {@code plain}. */
    public String kind() {
        if (stream) {
            return "stream";
        }
        return ai ? "ai" : "plain";
    }
}
