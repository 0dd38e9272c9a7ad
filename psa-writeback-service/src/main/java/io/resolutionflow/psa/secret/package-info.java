/** Credentials at rest, bound to their row, and the key of note markers. */
@NullMarked
package io.resolutionflow.psa.secret;

import org.jspecify.annotations.NullMarked;
