/** Internal tickets: what the caller asked for, from open to resolved (contract-l1 §6). */
@NullMarked
package io.resolutionflow.l1walk.ticket;

import org.jspecify.annotations.NullMarked;
