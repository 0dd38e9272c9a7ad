/** Published flows near a problem. */
@NullMarked
package io.resolutionflow.session.flow;

import org.jspecify.annotations.NullMarked;
