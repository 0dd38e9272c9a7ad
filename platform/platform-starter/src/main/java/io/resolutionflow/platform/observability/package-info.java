/** Trace ids, access log, outbox gauges. */
@NullMarked
package io.resolutionflow.platform.observability;

import org.jspecify.annotations.NullMarked;
