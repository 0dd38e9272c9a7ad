/**
 * Processes that outlive the command: detached start, identity of a recorded pid, stopping, memory,
 * owners of ports.
 */
@NullMarked
package io.resolutionflow.stack.process;

import org.jspecify.annotations.NullMarked;
