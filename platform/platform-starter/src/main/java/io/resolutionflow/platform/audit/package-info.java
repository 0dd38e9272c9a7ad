/** Who did what, append-only. */
@NullMarked
package io.resolutionflow.platform.audit;

import org.jspecify.annotations.NullMarked;
