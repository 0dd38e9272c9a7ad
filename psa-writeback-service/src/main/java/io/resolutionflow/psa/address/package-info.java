/** Which addresses may be called, and the HTTP client that calls exactly the checked one. */
@NullMarked
package io.resolutionflow.psa.address;

import org.jspecify.annotations.NullMarked;
