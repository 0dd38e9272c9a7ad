@NullMarked
package io.resolutionflow.handoff.assessment;

import org.jspecify.annotations.NullMarked;
