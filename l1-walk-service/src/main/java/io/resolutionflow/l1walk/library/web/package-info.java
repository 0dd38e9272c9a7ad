/** The shipped problems over HTTP. */
@NullMarked
package io.resolutionflow.l1walk.library.web;

import org.jspecify.annotations.NullMarked;
