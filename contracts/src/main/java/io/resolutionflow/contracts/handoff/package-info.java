/** Internal API of handoff-service (contract-handoffs §10). */
@NullMarked
package io.resolutionflow.contracts.handoff;

import org.jspecify.annotations.NullMarked;
