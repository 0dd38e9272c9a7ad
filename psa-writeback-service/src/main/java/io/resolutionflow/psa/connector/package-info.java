/** What every ticketing system can be asked, whichever it is. */
@NullMarked
package io.resolutionflow.psa.connector;

import org.jspecify.annotations.NullMarked;
