/** Which ticket of the ticketing system a session belongs to. */
@NullMarked
package io.resolutionflow.session.ticket;

import org.jspecify.annotations.NullMarked;
