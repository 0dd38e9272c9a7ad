/** Rows of hand-offs and their transitions. */
@NullMarked
package io.resolutionflow.handoff.handoff.persistence;

import org.jspecify.annotations.NullMarked;
