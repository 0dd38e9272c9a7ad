/** Data of the events of psa-writeback-service (contract-psa §16). */
@NullMarked
package io.resolutionflow.contracts.event.psa;

import org.jspecify.annotations.NullMarked;
