/** How answers and errors look over HTTP. */
@NullMarked
package io.resolutionflow.platform.web;

import org.jspecify.annotations.NullMarked;
