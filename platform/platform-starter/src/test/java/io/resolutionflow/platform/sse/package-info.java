@NullMarked
package io.resolutionflow.platform.sse;

import org.jspecify.annotations.NullMarked;
