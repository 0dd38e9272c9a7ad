/** Chat over HTTP. */
@NullMarked
package io.resolutionflow.session.chat.web;

import org.jspecify.annotations.NullMarked;
