/** The task lane: questions and actions with two writers, nothing lost (KD-19). */
@NullMarked
package io.resolutionflow.session.lane;

import org.jspecify.annotations.NullMarked;
