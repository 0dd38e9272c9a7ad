/** How people's text is taken in and compared. */
@NullMarked
package io.resolutionflow.l1walk.text;

import org.jspecify.annotations.NullMarked;
