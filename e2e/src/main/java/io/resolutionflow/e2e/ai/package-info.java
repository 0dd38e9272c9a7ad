/** The AI gateway under load, faults and kills: {@code rf bench ai}, {@code rf chaos quota}. */
@NullMarked
package io.resolutionflow.e2e.ai;

import org.jspecify.annotations.NullMarked;
