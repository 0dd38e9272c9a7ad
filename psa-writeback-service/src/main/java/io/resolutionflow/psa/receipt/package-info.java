/** What was written, shown to people. */
@NullMarked
package io.resolutionflow.psa.receipt;

import org.jspecify.annotations.NullMarked;
