/** Ticket links of the PSA. */
@NullMarked
package io.resolutionflow.l1walk.ticket.client;

import org.jspecify.annotations.NullMarked;
