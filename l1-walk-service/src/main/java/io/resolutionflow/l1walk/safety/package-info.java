/** The hard floor: work no L1 technician and no generated node may do (contract-l1 §3.5). */
@NullMarked
package io.resolutionflow.l1walk.safety;

import org.jspecify.annotations.NullMarked;
