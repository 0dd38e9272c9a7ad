/** What the owners of sources tell about handed-on work (contract-handoffs §11). */
@NullMarked
package io.resolutionflow.handoff.handoff.messaging;

import org.jspecify.annotations.NullMarked;
