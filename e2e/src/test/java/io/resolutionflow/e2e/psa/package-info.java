/** Write-backs of the running system. */
@NullMarked
package io.resolutionflow.e2e.psa;

import org.jspecify.annotations.NullMarked;
