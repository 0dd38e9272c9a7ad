/** HTTP edge of walks. */
@NullMarked
package io.resolutionflow.l1walk.walk.web;

import org.jspecify.annotations.NullMarked;
