/** What long chats come down to, so that prompts stay short. */
@NullMarked
package io.resolutionflow.session.digest;

import org.jspecify.annotations.NullMarked;
