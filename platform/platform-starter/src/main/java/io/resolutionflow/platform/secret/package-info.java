/** Secrets at rest, bound to their row, with keys that come from outside the database. */
@NullMarked
package io.resolutionflow.platform.secret;

import org.jspecify.annotations.NullMarked;
