/** The admin port: switch faults, read what is really stored, reset, move the clock. */
@NullMarked
package io.resolutionflow.stack.simulator.admin;

import org.jspecify.annotations.NullMarked;
