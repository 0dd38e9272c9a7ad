package io.resolutionflow.session.handoff;

import java.util.UUID;

/** The member directory. Never called inside a transaction. */
public interface Members {

    enum Eligibility {
        ELIGIBLE,
        NOT_ELIGIBLE,
        /** The directory is away: the target is taken as given, handoff-service looks again. */
        UNKNOWN
    }

    Eligibility mayTakeOver(UUID userId);
}
