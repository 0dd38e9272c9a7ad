/** Linking a ticket over HTTP. */
@NullMarked
package io.resolutionflow.session.ticket.web;

import org.jspecify.annotations.NullMarked;
