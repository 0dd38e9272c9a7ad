/**
 * The system as data: parts, what each waits for, how each proves that it is ready, and starting
 * and stopping them in order.
 */
@NullMarked
package io.resolutionflow.stack.part;

import org.jspecify.annotations.NullMarked;
