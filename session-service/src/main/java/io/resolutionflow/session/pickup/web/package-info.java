/** Pickup over HTTP. */
@NullMarked
package io.resolutionflow.session.pickup.web;

import org.jspecify.annotations.NullMarked;
