package io.resolutionflow.stack.simulator.protocol;

import io.resolutionflow.stack.simulator.fault.CallFaults;
import io.resolutionflow.stack.simulator.http.Request;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that found its endpoint. */
public record Call(Request request, Map<String, String> variables, CallFaults faults) {

    /** The path variable that names a ticket. */
    public static final String TICKET = "ticket";

    private static final long NO_SUCH_ID = -1;

    public long ticketId() {
        return id(TICKET);
    }

    /** A number from the path; what is no number is an id that does not exist. */
    public long id(String variable) {
        try {
            return Long.parseLong(variables.getOrDefault(variable, ""));
        } catch (NumberFormatException e) {
            return NO_SUCH_ID;
        }
    }

    Call forTicket(String other) {
        var changed = new LinkedHashMap<>(variables);
        changed.replace(TICKET, other);
        return new Call(request, changed, faults);
    }
}
