package io.resolutionflow.platform.inbox;

import java.time.Instant;
import java.util.UUID;

/**
 * An event as a handler sees it, with its data already read into the consumer's own record.
 *
 * @param subject id of the aggregate the event is about
 * @param aggregateSeq place among the events of that aggregate, from 1 without gaps
 */
public record ReceivedEvent<D>(
        UUID id,
        String type,
        String source,
        UUID accountId,
        String subject,
        long aggregateSeq,
        Instant time,
        D data) {}
