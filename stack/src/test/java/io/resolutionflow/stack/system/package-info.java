@NullMarked
package io.resolutionflow.stack.system;

import org.jspecify.annotations.NullMarked;
