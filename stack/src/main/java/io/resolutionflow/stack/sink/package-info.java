/** Where mail and web hooks of the local stack end. */
@NullMarked
package io.resolutionflow.stack.sink;

import org.jspecify.annotations.NullMarked;
