/** Which account the running thread works for, carried into every database transaction. */
@NullMarked
package io.resolutionflow.platform.tenancy;

import org.jspecify.annotations.NullMarked;
