package io.resolutionflow.platform.inbox;

import io.micrometer.observation.Observation;

/** An event and the span its taking is told in. */
record ObservedEvent(IncomingEvent event, Observation observation) {}
