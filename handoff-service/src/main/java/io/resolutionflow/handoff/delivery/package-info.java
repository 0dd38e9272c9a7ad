/** What is sent through channels and by e-mail, until it is sent or given up. */
@NullMarked
package io.resolutionflow.handoff.delivery;

import org.jspecify.annotations.NullMarked;
