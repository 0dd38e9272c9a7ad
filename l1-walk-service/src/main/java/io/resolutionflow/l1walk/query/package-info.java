/** How lists are narrowed. */
@NullMarked
package io.resolutionflow.l1walk.query;

import org.jspecify.annotations.NullMarked;
