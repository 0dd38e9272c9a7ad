@NullMarked
package io.resolutionflow.stack.part;

import org.jspecify.annotations.NullMarked;
