/** News of other services that become notices. */
@NullMarked
package io.resolutionflow.handoff.notification.messaging;

import org.jspecify.annotations.NullMarked;
