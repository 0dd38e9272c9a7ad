/** Events applied once and in order. */
@NullMarked
package io.resolutionflow.platform.inbox;

import org.jspecify.annotations.NullMarked;
