/**
 * handoff-service: hand-offs, queue, live stream, notifications, assessments and the member
 * directory (contract-handoffs).
 */
@NullMarked
package io.resolutionflow.handoff;

import org.jspecify.annotations.NullMarked;
