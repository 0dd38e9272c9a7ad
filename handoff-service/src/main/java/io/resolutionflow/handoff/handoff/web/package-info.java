/** Hand-offs over HTTP. */
@NullMarked
package io.resolutionflow.handoff.handoff.web;

import org.jspecify.annotations.NullMarked;
