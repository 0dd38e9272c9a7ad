/** Endpoints of deliveries. */
@NullMarked
package io.resolutionflow.handoff.delivery.web;

import org.jspecify.annotations.NullMarked;
