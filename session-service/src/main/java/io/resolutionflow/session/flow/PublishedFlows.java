package io.resolutionflow.session.flow;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Published flows near a problem. Never called inside a transaction; nothing when the L1 desk is
 * away.
 */
public interface PublishedFlows {

    /**
     * @param score above 0.5: what is less near is not offered
     */
    record Near(UUID flowId, String name, int version, double score, @Nullable String excerpt) {}

    /** At most three, best first. */
    List<Near> near(String problem);
}
