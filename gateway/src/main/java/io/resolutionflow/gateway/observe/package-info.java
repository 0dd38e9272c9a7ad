/** Request ids and the access log. */
@NullMarked
package io.resolutionflow.gateway.observe;

import org.jspecify.annotations.NullMarked;
