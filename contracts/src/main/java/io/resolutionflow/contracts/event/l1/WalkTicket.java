package io.resolutionflow.contracts.event.l1;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * @param kind {@code internal} or {@code psa}; {@code id} a UUID or the PSA's own
 */
public record WalkTicket(String kind, String id, @Nullable UUID psaConnectionId) {}
