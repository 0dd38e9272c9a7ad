@NullMarked
package io.resolutionflow.stack.process;

import org.jspecify.annotations.NullMarked;
