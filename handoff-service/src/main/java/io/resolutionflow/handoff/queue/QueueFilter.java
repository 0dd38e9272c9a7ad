package io.resolutionflow.handoff.queue;

import io.resolutionflow.handoff.handoff.Intent;
import io.resolutionflow.handoff.handoff.SourceKind;
import io.resolutionflow.handoff.handoff.Status;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a reader wants to see of the queue; null means all.
 *
 * @param team hand-offs of this team and those without one
 * @param target only those meant for this person
 * @param exceptOf hand-offs made by this person are left out
 * @param part text looked for in title, problem, client, reason and ticket id
 */
public record QueueFilter(
        UUID reader,
        @Nullable Intent intent,
        @Nullable SourceKind source,
        List<Status> statuses,
        @Nullable UUID team,
        @Nullable UUID target,
        @Nullable UUID exceptOf,
        @Nullable String part) {}
