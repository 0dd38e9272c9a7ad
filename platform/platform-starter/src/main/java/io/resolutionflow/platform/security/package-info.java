/** Who may call: token, identity headers, role gates. */
@NullMarked
package io.resolutionflow.platform.security;

import org.jspecify.annotations.NullMarked;
