package io.resolutionflow.handoff.handoff;

import io.resolutionflow.platform.audit.AuditLog.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The live stream as the hand-off sees it: what happened is written in the transaction of the
 * change.
 */
public interface LiveFeed {

    /**
     * @return the stream position after the act; acts the stream does not show leave it where it
     *     was
     */
    long append(
            Act act,
            @Nullable Handoff before,
            Handoff after,
            Actor actor,
            @Nullable String reason,
            Instant at);

    /** The assessment is ready or finally failed. */
    long appendAssessment(Handoff handoff, Instant at);
}
