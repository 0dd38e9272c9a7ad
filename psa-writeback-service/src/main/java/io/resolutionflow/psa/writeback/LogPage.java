package io.resolutionflow.psa.writeback;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One page of the post log, newest first.
 *
 * @param before with {@code beforeId}: behind this row; null for the first page
 * @param skip rows to pass over
 */
public record LogPage(@Nullable Instant before, @Nullable UUID beforeId, int skip, int limit) {}
