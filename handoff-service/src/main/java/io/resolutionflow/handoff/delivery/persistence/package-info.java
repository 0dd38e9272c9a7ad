/** Table of deliveries. */
@NullMarked
package io.resolutionflow.handoff.delivery.persistence;

import org.jspecify.annotations.NullMarked;
