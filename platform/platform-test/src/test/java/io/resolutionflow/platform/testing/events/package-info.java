@NullMarked
package io.resolutionflow.platform.testing.events;

import org.jspecify.annotations.NullMarked;
