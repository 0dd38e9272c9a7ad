/** Black-box journeys against a running stack. */
@NullMarked
package io.resolutionflow.e2e;

import org.jspecify.annotations.NullMarked;
