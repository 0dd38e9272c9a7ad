/** Events written with the change and published after it. */
@NullMarked
package io.resolutionflow.platform.outbox;

import org.jspecify.annotations.NullMarked;
