/** HTTP edge of the flow library; reading and the library switch. */
@NullMarked
package io.resolutionflow.l1walk.flow.web;

import org.jspecify.annotations.NullMarked;
