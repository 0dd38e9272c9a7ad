/** Calls to session-service and handoff-service. */
@NullMarked
package io.resolutionflow.psa.session.client;

import org.jspecify.annotations.NullMarked;
