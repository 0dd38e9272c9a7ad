/** The task lane over HTTP. */
@NullMarked
package io.resolutionflow.session.lane.web;

import org.jspecify.annotations.NullMarked;
