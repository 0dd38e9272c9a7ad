/** What sessions cost when there are many of them. */
@NullMarked
package io.resolutionflow.e2e.sessions;

import org.jspecify.annotations.NullMarked;
