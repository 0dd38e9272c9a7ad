package io.resolutionflow.platform.inbox;

import java.time.Instant;
import java.util.UUID;

/**
 * An event that a consumer could not apply, as an operator sees it: never its content.
 *
 * @param error class of what went wrong, without its text
 * @param held later events of the same aggregate that wait behind it
 */
public record DeadLetter(
        UUID accountId,
        String consumer,
        UUID eventId,
        String topic,
        String type,
        String aggregateId,
        long aggregateSeq,
        String error,
        Instant at,
        long held) {}
