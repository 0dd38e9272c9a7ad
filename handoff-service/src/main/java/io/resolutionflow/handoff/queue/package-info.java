/** The team queue (contract-handoffs §4). */
@NullMarked
package io.resolutionflow.handoff.queue;

import org.jspecify.annotations.NullMarked;
