/** Zammad behind the connector interface. */
@NullMarked
package io.resolutionflow.psa.zammad;

import org.jspecify.annotations.NullMarked;
