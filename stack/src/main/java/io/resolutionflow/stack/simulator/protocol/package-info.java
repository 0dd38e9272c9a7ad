/** What every simulated provider shares: sign-in, faults around a request, the journal. */
@NullMarked
package io.resolutionflow.stack.simulator.protocol;

import org.jspecify.annotations.NullMarked;
