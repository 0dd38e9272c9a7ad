/** ConnectWise PSA as its clients see it. */
@NullMarked
package io.resolutionflow.stack.simulator.connectwise;

import org.jspecify.annotations.NullMarked;
