/** The make-believe service desk: tickets, notes, boards, their history and what was counted. */
@NullMarked
package io.resolutionflow.stack.simulator.desk;

import org.jspecify.annotations.NullMarked;
