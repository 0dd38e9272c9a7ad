/** Updates about a session for its ticket, its client or a mail. */
@NullMarked
package io.resolutionflow.session.statusupdate;

import org.jspecify.annotations.NullMarked;
