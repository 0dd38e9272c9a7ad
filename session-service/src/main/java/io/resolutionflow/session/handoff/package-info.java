/**
 * A session changing hands: handed over here, claimed, released, reassigned and cancelled at
 * handoff-service.
 */
@NullMarked
package io.resolutionflow.session.handoff;

import org.jspecify.annotations.NullMarked;
