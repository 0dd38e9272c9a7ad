/** Events of a test: sent to a topic, or held against their committed samples and schemas. */
@NullMarked
package io.resolutionflow.platform.testing.events;

import org.jspecify.annotations.NullMarked;
