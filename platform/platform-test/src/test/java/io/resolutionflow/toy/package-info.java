/** A toy service that the platform's own tests run on. */
@NullMarked
package io.resolutionflow.toy;

import org.jspecify.annotations.NullMarked;
