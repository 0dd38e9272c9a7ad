/**
 * The session itself: who works it, where it stands, what may happen next; the only place where a
 * status changes.
 */
@NullMarked
package io.resolutionflow.session.session;

import org.jspecify.annotations.NullMarked;
