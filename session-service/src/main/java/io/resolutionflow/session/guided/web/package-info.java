/** Answering a guided step over HTTP. */
@NullMarked
package io.resolutionflow.session.guided.web;

import org.jspecify.annotations.NullMarked;
