/** Where it goes: the route table, timeouts, circuit breakers. */
@NullMarked
package io.resolutionflow.gateway.route;

import org.jspecify.annotations.NullMarked;
