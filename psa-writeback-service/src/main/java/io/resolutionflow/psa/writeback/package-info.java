/** The durable write-back: note, status and session as separate steps. */
@NullMarked
package io.resolutionflow.psa.writeback;

import org.jspecify.annotations.NullMarked;
