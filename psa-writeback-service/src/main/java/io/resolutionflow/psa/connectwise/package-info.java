/** ConnectWise PSA behind the connector interface. */
@NullMarked
package io.resolutionflow.psa.connectwise;

import org.jspecify.annotations.NullMarked;
