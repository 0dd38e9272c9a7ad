/** Branches over HTTP. */
@NullMarked
package io.resolutionflow.session.branching.web;

import org.jspecify.annotations.NullMarked;
