/** The faults a test can switch on, and who is hit by which. */
@NullMarked
package io.resolutionflow.stack.simulator.fault;

import org.jspecify.annotations.NullMarked;
