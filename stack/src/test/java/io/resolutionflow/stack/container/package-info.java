@NullMarked
package io.resolutionflow.stack.container;

import org.jspecify.annotations.NullMarked;
