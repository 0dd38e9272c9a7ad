/** The request on its way in: headers that filters may edit, and what no honest client sends. */
@NullMarked
package io.resolutionflow.gateway.request;

import org.jspecify.annotations.NullMarked;
