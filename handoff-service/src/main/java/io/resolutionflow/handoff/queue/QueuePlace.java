package io.resolutionflow.handoff.queue;

import java.time.Instant;
import java.util.UUID;

/** Place in the queue's order: priority high to low, then oldest first, then id (KD-15). */
public record QueuePlace(int priority, Instant createdAt, UUID id) {}
