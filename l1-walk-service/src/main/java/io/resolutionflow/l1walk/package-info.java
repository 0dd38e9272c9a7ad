/** L1 desk: intake and matching, walks, internal tickets, the flow library (contract-l1). */
@NullMarked
package io.resolutionflow.l1walk;

import org.jspecify.annotations.NullMarked;
