/** Stream rows and leased connections. */
@NullMarked
package io.resolutionflow.handoff.stream.persistence;

import org.jspecify.annotations.NullMarked;
