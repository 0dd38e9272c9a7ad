/** How the gateway itself says no. */
@NullMarked
package io.resolutionflow.gateway.problem;

import org.jspecify.annotations.NullMarked;
