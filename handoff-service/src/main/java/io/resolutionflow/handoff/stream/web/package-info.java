/** The live stream over HTTP. */
@NullMarked
package io.resolutionflow.handoff.stream.web;

import org.jspecify.annotations.NullMarked;
