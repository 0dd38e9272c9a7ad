/** Rows of notification jobs and notifications. */
@NullMarked
package io.resolutionflow.handoff.notification.persistence;

import org.jspecify.annotations.NullMarked;
