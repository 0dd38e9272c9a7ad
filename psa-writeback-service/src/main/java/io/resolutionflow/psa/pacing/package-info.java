/** How fast and how often one connection may be called, and when it is left alone. */
@NullMarked
package io.resolutionflow.psa.pacing;

import org.jspecify.annotations.NullMarked;
