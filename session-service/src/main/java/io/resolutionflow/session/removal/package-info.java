/** What is left of deleted sessions goes after seven days. */
@NullMarked
package io.resolutionflow.session.removal;

import org.jspecify.annotations.NullMarked;
