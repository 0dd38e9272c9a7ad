/** Connections of an account to its ticketing systems. */
@NullMarked
package io.resolutionflow.psa.connection;

import org.jspecify.annotations.NullMarked;
