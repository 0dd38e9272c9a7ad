@NullMarked
package io.resolutionflow.session.handoff.messaging;

import org.jspecify.annotations.NullMarked;
