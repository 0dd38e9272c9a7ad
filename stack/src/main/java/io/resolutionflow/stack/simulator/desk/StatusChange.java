package io.resolutionflow.stack.simulator.desk;

import java.time.Instant;

/** One line of a ticket's status history. {@code cause} is {@code api} or the fault that did it. */
public record StatusChange(
        String ticketId,
        Instant at,
        String fromStatusId,
        String toStatusId,
        String by,
        String cause) {}
