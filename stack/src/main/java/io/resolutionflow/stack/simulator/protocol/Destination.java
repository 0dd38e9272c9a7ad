package io.resolutionflow.stack.simulator.protocol;

import io.resolutionflow.stack.simulator.desk.Operation;
import io.resolutionflow.stack.simulator.http.Reply;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes.
 *
 * @param open true when no sign-in is asked for
 * @param ticketId the ticket it is about, as far as path or body tell
 */
public record Destination(
        Operation operation,
        boolean open,
        Endpoint endpoint,
        Map<String, String> variables,
        @Nullable String ticketId) {

    /** A place that only says no. */
    public static Destination nowhere(Reply refusal, boolean open) {
        return new Destination(Operation.OTHER, open, call -> refusal, Map.of(), null);
    }
}
