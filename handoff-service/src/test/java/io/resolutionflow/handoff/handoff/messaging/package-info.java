@NullMarked
package io.resolutionflow.handoff.handoff.messaging;

import org.jspecify.annotations.NullMarked;
