package io.resolutionflow.handoff.assessment;

import io.resolutionflow.handoff.handoff.AssessmentState;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Durable jobs (KD-47): a process that dies loses its lease, not the job. In a transaction of the
 * caller unless said otherwise.
 */
public interface AssessmentJobs {

    /**
     * @param attempt this one, from 1 @param leaseEpoch what a result is accepted under
     */
    record Due(UUID accountId, UUID handoffId, int generation, int attempt, long leaseEpoch) {}

    void schedule(UUID handoffId, int generation);

    /** Leases due jobs of all accounts, ids only; in a transaction of its own. */
    List<Due> claim(UUID owner, int max, Duration lease);

    /**
     * @return false when the lease was lost: somebody else has the job, this result is dropped
     */
    boolean finish(Due job, AssessmentState state, @Nullable String result, @Nullable String error);

    /**
     * @return false when the lease was lost
     */
    boolean retry(Due job, Duration pause, String error);

    void skip(UUID handoffId);
}
