/** The team queue over HTTP. */
@NullMarked
package io.resolutionflow.handoff.queue.web;

import org.jspecify.annotations.NullMarked;
