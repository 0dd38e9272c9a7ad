/** Reading across the desk: ticket queue with latest walks, and the audit log (contract-l1 §7). */
@NullMarked
package io.resolutionflow.l1walk.desk;

import org.jspecify.annotations.NullMarked;
