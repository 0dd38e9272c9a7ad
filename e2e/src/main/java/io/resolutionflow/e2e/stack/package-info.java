/** Handles on a running stack: its addresses, and ways to hurt and mend its parts. */
@NullMarked
package io.resolutionflow.e2e.stack;

import org.jspecify.annotations.NullMarked;
