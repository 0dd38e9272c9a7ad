package io.resolutionflow.handoff.handoff;

import java.util.UUID;

/**
 * A person with the name they had at the time of the act, so that names survive a directory outage.
 */
public record Person(UUID id, String name) {}
