/** Which categories the account lets AI build trees in (contract-l1 §8). */
@NullMarked
package io.resolutionflow.l1walk.category;

import org.jspecify.annotations.NullMarked;
