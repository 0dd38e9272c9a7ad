/** HTTP edge of intake and demand. */
@NullMarked
package io.resolutionflow.l1walk.intake.web;

import org.jspecify.annotations.NullMarked;
