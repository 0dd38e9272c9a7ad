/** Texts a handler reads before posting. */
@NullMarked
package io.resolutionflow.psa.preview;

import org.jspecify.annotations.NullMarked;
