/**
 * What all connectors share on the wire: sending, reading answers, the meaning of common failures.
 */
@NullMarked
package io.resolutionflow.psa.vendor;

import org.jspecify.annotations.NullMarked;
