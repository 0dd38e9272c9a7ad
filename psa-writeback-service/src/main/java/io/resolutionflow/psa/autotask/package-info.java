/** Autotask PSA behind the connector interface. */
@NullMarked
package io.resolutionflow.psa.autotask;

import org.jspecify.annotations.NullMarked;
