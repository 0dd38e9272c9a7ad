/** psa-writeback-service behind the port. */
@NullMarked
package io.resolutionflow.session.ticket.client;

import org.jspecify.annotations.NullMarked;
