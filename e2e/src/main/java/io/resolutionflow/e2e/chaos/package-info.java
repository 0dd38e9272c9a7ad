/**
 * Crash and fault runs with a checker: {@code ./rf chaos [name] [--seed n]}. A new one implements
 * {@link io.resolutionflow.e2e.chaos.ChaosRun} in a package of its own area and is added to {@link
 * io.resolutionflow.e2e.chaos.ChaosCommand#ALL}; a test of the same run at a small size belongs to
 * CI.
 */
@NullMarked
package io.resolutionflow.e2e.chaos;

import org.jspecify.annotations.NullMarked;
