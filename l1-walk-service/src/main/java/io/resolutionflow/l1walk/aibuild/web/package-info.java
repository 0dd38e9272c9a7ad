/** HTTP edge of AI-built trees. */
@NullMarked
package io.resolutionflow.l1walk.aibuild.web;

import org.jspecify.annotations.NullMarked;
