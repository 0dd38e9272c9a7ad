package io.resolutionflow.platform.inbox;

import java.time.Instant;
import java.util.UUID;

/**
 * Events of an aggregate that never came, as an operator sees them. No dead letter stands for them:
 * they were lost, or are still on their way.
 *
 * @param missingFrom first sequence that is missing
 * @param missingTo last sequence that is missing
 * @param held later events of the same aggregate that wait
 * @param since when the first of those came
 */
public record EventGap(
        UUID accountId,
        String consumer,
        String aggregateId,
        long missingFrom,
        long missingTo,
        long held,
        Instant since) {}
