@NullMarked
package io.resolutionflow.handoff.handoff;

import org.jspecify.annotations.NullMarked;
