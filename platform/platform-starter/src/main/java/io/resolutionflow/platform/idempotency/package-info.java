/** The same Idempotency-Key gets the same answer. */
@NullMarked
package io.resolutionflow.platform.idempotency;

import org.jspecify.annotations.NullMarked;
