/** Completions over HTTP. */
@NullMarked
package io.resolutionflow.aigateway.completion.web;

import org.jspecify.annotations.NullMarked;
