/** The commands of {@code rf}. */
@NullMarked
package io.resolutionflow.stack.command;

import org.jspecify.annotations.NullMarked;
