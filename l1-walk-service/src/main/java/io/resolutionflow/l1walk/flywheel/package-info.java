/** Learns from closed walks, resolved sessions and calls without a flow (contract-l1 §10.2). */
@NullMarked
package io.resolutionflow.l1walk.flywheel;

import org.jspecify.annotations.NullMarked;
