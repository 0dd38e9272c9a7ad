/** What AI sessions tell the flywheel. */
@NullMarked
package io.resolutionflow.l1walk.flywheel.messaging;

import org.jspecify.annotations.NullMarked;
