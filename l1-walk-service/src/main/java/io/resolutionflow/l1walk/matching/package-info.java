/** Finding the flow that fits a statement, by meaning and by words (contract-l1 §3). */
@NullMarked
package io.resolutionflow.l1walk.matching;

import org.jspecify.annotations.NullMarked;
