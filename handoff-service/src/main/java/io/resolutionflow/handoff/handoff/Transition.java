package io.resolutionflow.handoff.handoff;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One line of a hand-off's history; {@code seq} from 1. */
public record Transition(
        int seq,
        @Nullable String from,
        String to,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String reason,
        Instant at) {}
