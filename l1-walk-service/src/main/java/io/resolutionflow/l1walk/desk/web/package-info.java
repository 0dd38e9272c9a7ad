/** HTTP edge of the desk's lists. */
@NullMarked
package io.resolutionflow.l1walk.desk.web;

import org.jspecify.annotations.NullMarked;
