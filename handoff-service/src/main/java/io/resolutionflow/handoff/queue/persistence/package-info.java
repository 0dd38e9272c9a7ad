/** Reads queue rows. */
@NullMarked
package io.resolutionflow.handoff.queue.persistence;

import org.jspecify.annotations.NullMarked;
