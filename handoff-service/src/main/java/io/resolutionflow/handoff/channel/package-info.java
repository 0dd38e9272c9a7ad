/** Channels of an account outside the app, and the catalogue of what they may be told. */
@NullMarked
package io.resolutionflow.handoff.channel;

import org.jspecify.annotations.NullMarked;
