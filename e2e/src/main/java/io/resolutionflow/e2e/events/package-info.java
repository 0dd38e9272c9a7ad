/**
 * The outbox of a running service under load and under crashes: events are written into it as its
 * own code does, relayed by its own relays, and taken by the other services' own inboxes.
 */
@NullMarked
package io.resolutionflow.e2e.events;

import org.jspecify.annotations.NullMarked;
