package io.resolutionflow.handoff.notification;

import io.resolutionflow.handoff.channel.EventKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Durable jobs that become notices; in a transaction of the caller unless said otherwise. */
public interface NotificationJobs {

    record Due(UUID accountId, UUID id) {}

    /**
     * @param generation repeats of the same event, subject and generation add nothing
     */
    record Job(
            UUID id,
            String event,
            String subjectType,
            UUID subjectId,
            int generation,
            JsonNode payload) {}

    void add(Job job);

    /** Leases pending jobs of all accounts, ids only; in a transaction of its own. */
    List<Due> claim(int max, Duration lease);

    /** The job when it is still pending, its row locked to the end of the transaction. */
    Optional<Job> lockPending(UUID id);

    void done(UUID id);

    /** Nobody needs to hear these any more. */
    void cancel(UUID subjectId, List<EventKey> events);
}
