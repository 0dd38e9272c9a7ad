/** Walks handed on to engineers, and what becomes of them (contract-l1 §6, §13). */
@NullMarked
package io.resolutionflow.l1walk.escalation;

import org.jspecify.annotations.NullMarked;
