/** Ticket notes as a stream over HTTP. */
@NullMarked
package io.resolutionflow.session.ticketnotes.web;

import org.jspecify.annotations.NullMarked;
