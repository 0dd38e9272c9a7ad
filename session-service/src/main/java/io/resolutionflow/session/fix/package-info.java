/** Suggested fixes and what became of them. */
@NullMarked
package io.resolutionflow.session.fix;

import org.jspecify.annotations.NullMarked;
