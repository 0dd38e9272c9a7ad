package io.resolutionflow.platform.paging;

import java.time.Instant;
import java.util.UUID;

/** Where a page ended in a list ordered by (time, id): the total order of architecture §4. */
public record Keyset(Instant at, UUID id) {}
