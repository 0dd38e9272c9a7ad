/** The session service: one running piece of troubleshooting per session (contract-sessions). */
@NullMarked
package io.resolutionflow.session;

import org.jspecify.annotations.NullMarked;
