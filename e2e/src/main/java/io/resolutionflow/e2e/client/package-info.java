/** The system as a client sees it: one address, tokens, JSON, a live stream. */
@NullMarked
package io.resolutionflow.e2e.client;

import org.jspecify.annotations.NullMarked;
