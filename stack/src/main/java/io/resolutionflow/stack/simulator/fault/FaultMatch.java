package io.resolutionflow.stack.simulator.fault;

import io.resolutionflow.stack.simulator.desk.Operation;
import org.jspecify.annotations.Nullable;

/** Whom a fault hits; null means everybody. */
public record FaultMatch(@Nullable Operation operation, @Nullable String ticketId) {

    public static final FaultMatch ANY = new FaultMatch(null, null);

    boolean fits(Target target) {
        return (operation == null || operation == target.operation())
                && (ticketId == null || ticketId.equals(target.ticketId()));
    }
}
