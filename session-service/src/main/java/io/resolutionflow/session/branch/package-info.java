/** Lines of work inside a session, and what belongs to each (contract-sessions §7). */
@NullMarked
package io.resolutionflow.session.branch;

import org.jspecify.annotations.NullMarked;
