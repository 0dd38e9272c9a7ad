/** The doorbell that tells every replica to look for new stream rows. */
@NullMarked
package io.resolutionflow.handoff.stream.messaging;

import org.jspecify.annotations.NullMarked;
