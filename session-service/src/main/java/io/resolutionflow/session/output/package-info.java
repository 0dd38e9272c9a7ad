/** The three texts made of a resolved session by a durable job. */
@NullMarked
package io.resolutionflow.session.output;

import org.jspecify.annotations.NullMarked;
