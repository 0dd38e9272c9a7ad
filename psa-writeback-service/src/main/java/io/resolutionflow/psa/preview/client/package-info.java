/** Model calls for previews. */
@NullMarked
package io.resolutionflow.psa.preview.client;

import org.jspecify.annotations.NullMarked;
