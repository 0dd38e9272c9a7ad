@NullMarked
package io.resolutionflow.handoff.stream;

import org.jspecify.annotations.NullMarked;
