/** The AI gateway behind the port. */
@NullMarked
package io.resolutionflow.session.ai.client;

import org.jspecify.annotations.NullMarked;
