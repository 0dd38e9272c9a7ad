/** The AI assessment of a hand-off, as a durable job (contract-handoffs §9). */
@NullMarked
package io.resolutionflow.handoff.assessment;

import org.jspecify.annotations.NullMarked;
