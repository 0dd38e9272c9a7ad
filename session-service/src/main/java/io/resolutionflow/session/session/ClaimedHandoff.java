package io.resolutionflow.session.session;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The hand-off as it stood when it was claimed: a release puts exactly this back.
 *
 * @param waitingStatus the status the session waited in
 * @param escalatedTo the target it was meant for
 */
public record ClaimedHandoff(
        OpenHandoff handoff, SessionStatus waitingStatus, @Nullable UUID escalatedTo) {}
