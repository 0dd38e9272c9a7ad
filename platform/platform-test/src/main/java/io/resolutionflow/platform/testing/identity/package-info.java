/** People and services of a test, with tokens signed by an issuer in the test's JVM. */
@NullMarked
package io.resolutionflow.platform.testing.identity;

import org.jspecify.annotations.NullMarked;
