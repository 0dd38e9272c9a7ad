/** Endpoints of channels. */
@NullMarked
package io.resolutionflow.handoff.channel.web;

import org.jspecify.annotations.NullMarked;
