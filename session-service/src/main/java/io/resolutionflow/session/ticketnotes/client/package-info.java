/** The AI gateway's stream behind the port. */
@NullMarked
package io.resolutionflow.session.ticketnotes.client;

import org.jspecify.annotations.NullMarked;
