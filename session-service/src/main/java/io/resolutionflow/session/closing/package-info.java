/** How a session is resolved, by its handler or by a note that was posted. */
@NullMarked
package io.resolutionflow.session.closing;

import org.jspecify.annotations.NullMarked;
