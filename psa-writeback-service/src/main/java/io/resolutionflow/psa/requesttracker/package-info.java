/** Request Tracker 5 behind the connector interface. */
@NullMarked
package io.resolutionflow.psa.requesttracker;

import org.jspecify.annotations.NullMarked;
