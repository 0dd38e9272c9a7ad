/** How much: rate per user and route, body sizes. */
@NullMarked
package io.resolutionflow.gateway.limit;

import org.jspecify.annotations.NullMarked;
