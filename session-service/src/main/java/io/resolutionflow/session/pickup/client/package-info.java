/** handoff-service's claim behind the port. */
@NullMarked
package io.resolutionflow.session.pickup.client;

import org.jspecify.annotations.NullMarked;
