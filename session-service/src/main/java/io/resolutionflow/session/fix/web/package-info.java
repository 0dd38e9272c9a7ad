/** Suggested fixes over HTTP. */
@NullMarked
package io.resolutionflow.session.fix.web;

import org.jspecify.annotations.NullMarked;
