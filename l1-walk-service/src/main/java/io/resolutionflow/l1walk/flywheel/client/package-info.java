/** What the flywheel asks other services. */
@NullMarked
package io.resolutionflow.l1walk.flywheel.client;

import org.jspecify.annotations.NullMarked;
