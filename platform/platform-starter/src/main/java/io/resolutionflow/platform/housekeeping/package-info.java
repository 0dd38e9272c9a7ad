/** Clean-up of rows whose time is over. */
@NullMarked
package io.resolutionflow.platform.housekeeping;

import org.jspecify.annotations.NullMarked;
