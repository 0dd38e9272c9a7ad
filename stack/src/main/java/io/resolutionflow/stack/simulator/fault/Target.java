package io.resolutionflow.stack.simulator.fault;

import io.resolutionflow.stack.simulator.desk.Operation;
import io.resolutionflow.stack.simulator.desk.Provider;
import org.jspecify.annotations.Nullable;

/** A request, as far as faults care. */
public record Target(Provider provider, Operation operation, @Nullable String ticketId) {}
