/** HTTP edge of tickets. */
@NullMarked
package io.resolutionflow.psa.ticket.web;

import org.jspecify.annotations.NullMarked;
