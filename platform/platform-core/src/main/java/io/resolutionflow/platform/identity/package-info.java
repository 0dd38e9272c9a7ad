/** Who is calling and for which account, as the token says. */
@NullMarked
package io.resolutionflow.platform.identity;

import org.jspecify.annotations.NullMarked;
