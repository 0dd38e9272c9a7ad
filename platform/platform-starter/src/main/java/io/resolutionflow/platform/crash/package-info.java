/** Named places where a test may kill the process. */
@NullMarked
package io.resolutionflow.platform.crash;

import org.jspecify.annotations.NullMarked;
