@NullMarked
package io.resolutionflow.handoff.handoff.client;

import org.jspecify.annotations.NullMarked;
