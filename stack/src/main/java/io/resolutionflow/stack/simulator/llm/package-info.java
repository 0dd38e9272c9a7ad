/** The model simulator: three wire formats, the model name picks pace and fault. */
@NullMarked
package io.resolutionflow.stack.simulator.llm;

import org.jspecify.annotations.NullMarked;
