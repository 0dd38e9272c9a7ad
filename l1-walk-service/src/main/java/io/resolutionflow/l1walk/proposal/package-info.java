/** Flows learnt from work, waiting for an engineer's word (contract-l1 §10.1). */
@NullMarked
package io.resolutionflow.l1walk.proposal;

import org.jspecify.annotations.NullMarked;
