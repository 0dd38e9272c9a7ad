/** Tests of the whole service on the real parts. */
@NullMarked
package io.resolutionflow.handoff;

import org.jspecify.annotations.NullMarked;
