/** Which category a statement belongs to, and whether it says enough (contract-l1 §3.5). */
@NullMarked
package io.resolutionflow.l1walk.classification;

import org.jspecify.annotations.NullMarked;
