@NullMarked
package io.resolutionflow.stack.instance;

import org.jspecify.annotations.NullMarked;
