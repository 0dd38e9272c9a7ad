/**
 * Walks: an L1 technician going through a flow, notes only, or a tree built node by node
 * (contract-l1 §4).
 */
@NullMarked
package io.resolutionflow.l1walk.walk;

import org.jspecify.annotations.NullMarked;
