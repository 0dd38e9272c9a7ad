/** Facts over HTTP. */
@NullMarked
package io.resolutionflow.session.fact.web;

import org.jspecify.annotations.NullMarked;
