/** Taking a call: which flow fits, or what to do without one (contract-l1 §2). */
@NullMarked
package io.resolutionflow.l1walk.intake;

import org.jspecify.annotations.NullMarked;
