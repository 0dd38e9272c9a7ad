/** Which ticket of the ticketing system a session belongs to, and what is written there unasked. */
@NullMarked
package io.resolutionflow.session.ticket;

import org.jspecify.annotations.NullMarked;
