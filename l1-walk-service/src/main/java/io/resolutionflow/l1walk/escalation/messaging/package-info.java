/** What hand-offs, sessions and write-backs report back. */
@NullMarked
package io.resolutionflow.l1walk.escalation.messaging;

import org.jspecify.annotations.NullMarked;
