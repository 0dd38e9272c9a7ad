/**
 * A few types over the JDK's HTTP server: routes, replies, and answers that can be cut or dripped.
 */
@NullMarked
package io.resolutionflow.stack.simulator.http;

import org.jspecify.annotations.NullMarked;
