/** The six services, the simulators and the model of the whole system on one machine. */
@NullMarked
package io.resolutionflow.stack.system;

import org.jspecify.annotations.NullMarked;
