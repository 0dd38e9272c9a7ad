/** Parts that tests hurt. */
@NullMarked
package io.resolutionflow.gateway.testing;

import org.jspecify.annotations.NullMarked;
