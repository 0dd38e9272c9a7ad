/** The request on its way in: headers that filters may edit, and its trace. */
@NullMarked
package io.resolutionflow.gateway.request;

import org.jspecify.annotations.NullMarked;
