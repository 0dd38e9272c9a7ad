package io.resolutionflow.gateway.route;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes.
 *
 * @param row the row of the route table that took it
 * @param routeId the service and the kind of route within it, {@code session-service.ai}
 * @param ai waits for a model; also said of a stream that does
 * @param answer how long the answer may take; null for a stream
 */
public record Destination(
        String service,
        String row,
        String routeId,
        boolean stream,
        boolean ai,
        @Nullable Duration answer) {

    static final String STREAM = "stream";
    static final String AI = "ai";
    static final String PLAIN = "plain";

    static Destination of(
            String service, String row, boolean stream, boolean ai, @Nullable Duration answer) {
        String kind = stream ? STREAM : ai ? AI : PLAIN;
        return new Destination(service, row, service + "." + kind, stream, ai, answer);
    }
}
