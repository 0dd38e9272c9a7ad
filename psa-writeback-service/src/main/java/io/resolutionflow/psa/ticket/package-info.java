/** Reading tickets, boards, statuses and members. */
@NullMarked
package io.resolutionflow.psa.ticket;

import org.jspecify.annotations.NullMarked;
