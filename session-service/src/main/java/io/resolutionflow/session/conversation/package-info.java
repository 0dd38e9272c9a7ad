/** Messages of a session, and the turn that is being answered. */
@NullMarked
package io.resolutionflow.session.conversation;

import org.jspecify.annotations.NullMarked;
