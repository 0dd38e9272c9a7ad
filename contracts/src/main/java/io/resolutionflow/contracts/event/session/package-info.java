/**
 * Events of session-service on {@code rf.session.events} (contract-sessions §11). {@link
 * io.resolutionflow.contracts.event.HandoffRequested} is shared.
 */
@NullMarked
package io.resolutionflow.contracts.event.session;

import org.jspecify.annotations.NullMarked;
