/** How a session begins, pauses, is given up, deleted and rated. */
@NullMarked
package io.resolutionflow.session.lifecycle;

import org.jspecify.annotations.NullMarked;
