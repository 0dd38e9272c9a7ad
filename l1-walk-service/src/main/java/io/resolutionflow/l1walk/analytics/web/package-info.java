/** HTTP edge of the figures. */
@NullMarked
package io.resolutionflow.l1walk.analytics.web;

import org.jspecify.annotations.NullMarked;
