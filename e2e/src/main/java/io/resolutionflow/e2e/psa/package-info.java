/**
 * Write-backs under fire: notes through a hostile ticketing system, with a service that is killed.
 */
@NullMarked
package io.resolutionflow.e2e.psa;

import org.jspecify.annotations.NullMarked;
