/** The model call behind an assessment. */
@NullMarked
package io.resolutionflow.handoff.assessment.client;

import org.jspecify.annotations.NullMarked;
