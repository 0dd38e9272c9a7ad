/** Published flows that might fit. */
@NullMarked
package io.resolutionflow.session.chat.client;

import org.jspecify.annotations.NullMarked;
