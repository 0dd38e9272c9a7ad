/** In-app notifications (contract-handoffs §7). */
@NullMarked
package io.resolutionflow.handoff.notification;

import org.jspecify.annotations.NullMarked;
