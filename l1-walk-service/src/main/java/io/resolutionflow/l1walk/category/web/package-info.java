/** HTTP edge of the categories. */
@NullMarked
package io.resolutionflow.l1walk.category.web;

import org.jspecify.annotations.NullMarked;
