/** The live stream of escalations (contract-handoffs §5). */
@NullMarked
package io.resolutionflow.handoff.stream;

import org.jspecify.annotations.NullMarked;
