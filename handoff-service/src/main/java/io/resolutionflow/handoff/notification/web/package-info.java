/** Notifications over HTTP. */
@NullMarked
package io.resolutionflow.handoff.notification.web;

import org.jspecify.annotations.NullMarked;
