/** Calls to other services: whose token, how long, what an error means. */
@NullMarked
package io.resolutionflow.platform.client;

import org.jspecify.annotations.NullMarked;
