/** Acts on hand-offs, applied to the owner of the source. */
@NullMarked
package io.resolutionflow.handoff.handoff.client;

import org.jspecify.annotations.NullMarked;
