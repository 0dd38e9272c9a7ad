package io.resolutionflow.psa.session;

import java.util.UUID;

/** Colleagues of the account, as handoff-service knows them. */
@FunctionalInterface
public interface Members {

    /**
     * Whether work can be handed to this person. True when it cannot be asked: the hand-off drops
     * one who is not eligible.
     */
    boolean mayTake(UUID userId);
}
