/** HaloPSA behind the connector interface. */
@NullMarked
package io.resolutionflow.psa.halopsa;

import org.jspecify.annotations.NullMarked;
