/** A relay as a process of its own, for tests that kill it. */
@NullMarked
package io.resolutionflow.platform.outbox;

import org.jspecify.annotations.NullMarked;
