/**
 * The simulators process: what the stack puts in place of foreign ticket systems, mail and web
 * hooks.
 */
@NullMarked
package io.resolutionflow.stack.simulator;

import org.jspecify.annotations.NullMarked;
