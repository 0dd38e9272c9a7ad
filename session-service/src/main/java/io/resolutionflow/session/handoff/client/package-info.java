/** L1 walks, hand-offs and members behind ports. */
@NullMarked
package io.resolutionflow.session.handoff.client;

import org.jspecify.annotations.NullMarked;
