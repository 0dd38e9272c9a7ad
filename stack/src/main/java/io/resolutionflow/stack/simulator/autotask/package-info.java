/** Autotask PSA as its clients see it. */
@NullMarked
package io.resolutionflow.stack.simulator.autotask;

import org.jspecify.annotations.NullMarked;
