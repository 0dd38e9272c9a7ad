/** What the ticketing system did: notes and packages that were posted. */
@NullMarked
package io.resolutionflow.session.writeback;

import org.jspecify.annotations.NullMarked;
