/** Rows of assessment jobs. */
@NullMarked
package io.resolutionflow.handoff.assessment.persistence;

import org.jspecify.annotations.NullMarked;
