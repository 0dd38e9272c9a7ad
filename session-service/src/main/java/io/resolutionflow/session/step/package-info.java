/** Steps of a session: answered ones of a continued walk, briefings and notes. */
@NullMarked
package io.resolutionflow.session.step;

import org.jspecify.annotations.NullMarked;
