/** The same acts once more as events: the net under the synchronous calls. */
@NullMarked
package io.resolutionflow.session.handoff.messaging;

import org.jspecify.annotations.NullMarked;
