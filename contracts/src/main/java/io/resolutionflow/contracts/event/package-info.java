/** Names of topics and the records every event is made of (architecture §6). */
@NullMarked
package io.resolutionflow.contracts.event;

import org.jspecify.annotations.NullMarked;
