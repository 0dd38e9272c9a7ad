/** Trees built node by node where no flow fits (contract-l1 §5). */
@NullMarked
package io.resolutionflow.l1walk.aibuild;

import org.jspecify.annotations.NullMarked;
