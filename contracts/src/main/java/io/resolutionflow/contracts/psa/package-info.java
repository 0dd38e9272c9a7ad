/** Internal API of psa-writeback-service (contract-psa §15). */
@NullMarked
package io.resolutionflow.contracts.psa;

import org.jspecify.annotations.NullMarked;
