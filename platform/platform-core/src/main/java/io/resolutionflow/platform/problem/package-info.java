/** The expected "no": codes, members and the RFC 9457 document they become. */
@NullMarked
package io.resolutionflow.platform.problem;

import org.jspecify.annotations.NullMarked;
