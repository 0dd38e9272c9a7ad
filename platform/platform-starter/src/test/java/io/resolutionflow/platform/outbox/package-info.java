@NullMarked
package io.resolutionflow.platform.outbox;

import org.jspecify.annotations.NullMarked;
