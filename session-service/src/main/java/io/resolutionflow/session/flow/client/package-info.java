/** Published flows that might fit. */
@NullMarked
package io.resolutionflow.session.flow.client;

import org.jspecify.annotations.NullMarked;
