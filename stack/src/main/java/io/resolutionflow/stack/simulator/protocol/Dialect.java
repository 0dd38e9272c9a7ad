package io.resolutionflow.stack.simulator.protocol;

import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.desk.Operation;
import io.resolutionflow.stack.simulator.desk.Provider;
import io.resolutionflow.stack.simulator.fault.CallFaults;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.http.Request;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One provider's protocol: where requests go, who may come in, and how it says no. */
public interface Dialect {

    Provider provider();

    Desk desk();

    Destination destination(Request request);

    boolean signedIn(Request request, CallFaults faults);

    Reply unauthorized();

    Reply forbidden(Operation operation);

    /** What is said about a ticket that is gone. */
    Reply ticketMissing(Operation operation, @Nullable String ticketId);

    /** Without {@code Retry-After}. */
    Reply throttled();

    /** The provider's own words for a status of 422 or 500. */
    Reply failure(int status);

    /** What is said to more calls at once than allowed, where the provider has such a limit. */
    default Reply tooManyAtOnce() {
        return throttled();
    }

    /**
     * What happens to every call besides its own work, such as a count against a quota; a reply
     * stops the call.
     */
    default Optional<Reply> charge() throws InterruptedException {
        return Optional.empty();
    }
}
