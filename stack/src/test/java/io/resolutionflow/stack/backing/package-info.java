@NullMarked
package io.resolutionflow.stack.backing;

import org.jspecify.annotations.NullMarked;
