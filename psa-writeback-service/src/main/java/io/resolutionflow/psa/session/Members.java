package io.resolutionflow.psa.session;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Colleagues of the account, as handoff-service knows them. */
public interface Members {

    /** One enabled user. */
    record Colleague(UUID id, String name, @Nullable String email) {}

    /**
     * Whether work can be handed to this person. True when it cannot be asked: the hand-off drops
     * one who is not eligible.
     */
    boolean mayTake(UUID userId);

    /**
     * All enabled users of the account, by name.
     *
     * @throws io.resolutionflow.platform.problem.DomainException 503 when handoff-service is away
     */
    List<Colleague> enabled();
}
