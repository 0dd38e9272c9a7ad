/** Guided work: one step at a time, each with its own confidence (contract-sessions §5). */
@NullMarked
package io.resolutionflow.session.guided;

import org.jspecify.annotations.NullMarked;
