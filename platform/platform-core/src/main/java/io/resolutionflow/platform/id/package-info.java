/** Ids made by the server. */
@NullMarked
package io.resolutionflow.platform.id;

import org.jspecify.annotations.NullMarked;
