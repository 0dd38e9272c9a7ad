/** Table of channels. */
@NullMarked
package io.resolutionflow.handoff.channel.persistence;

import org.jspecify.annotations.NullMarked;
