/** Escalating over HTTP, and the internal acts. */
@NullMarked
package io.resolutionflow.session.handoff.web;

import org.jspecify.annotations.NullMarked;
