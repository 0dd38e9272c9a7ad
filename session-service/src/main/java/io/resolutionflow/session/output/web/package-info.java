/** Resolution outputs over HTTP. */
@NullMarked
package io.resolutionflow.session.output.web;

import org.jspecify.annotations.NullMarked;
