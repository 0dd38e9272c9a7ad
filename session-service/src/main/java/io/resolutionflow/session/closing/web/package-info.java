/** Resolving over HTTP. */
@NullMarked
package io.resolutionflow.session.closing.web;

import org.jspecify.annotations.NullMarked;
