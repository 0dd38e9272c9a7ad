/** Architecture rules every service is held to. */
@NullMarked
package io.resolutionflow.platform.testing.arch;

import org.jspecify.annotations.NullMarked;
