package io.resolutionflow.platform.idempotency;

import io.resolutionflow.platform.idempotency.IdempotencyStore.Key;
import java.time.Instant;

/**
 * A key as one request holds it. Who takes it over from a process that died holds it since then:
 * should the first one be alive after all, nothing it writes under its own moment is kept.
 */
record HeldKey(Key key, Instant since) {}
