/** HTTP edge of previews. */
@NullMarked
package io.resolutionflow.psa.preview.web;

import org.jspecify.annotations.NullMarked;
