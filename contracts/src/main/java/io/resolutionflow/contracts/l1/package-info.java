/** Internal API of l1-walk-service (contract-l1 §12). */
@NullMarked
package io.resolutionflow.contracts.l1;

import org.jspecify.annotations.NullMarked;
