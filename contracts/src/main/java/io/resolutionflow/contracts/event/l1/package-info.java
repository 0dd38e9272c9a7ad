/** Events of l1-walk-service beside the hand-off request (contract-l1 §13). */
@NullMarked
package io.resolutionflow.contracts.event.l1;

import org.jspecify.annotations.NullMarked;
