@NullMarked
package io.resolutionflow.stack.demo;

import org.jspecify.annotations.NullMarked;
