package io.resolutionflow.handoff.delivery;

import io.resolutionflow.handoff.handoff.WireName;

/** Where a delivery is; the last four are final. */
public enum DeliveryState implements WireName {
    PENDING,
    SENDING,
    SENT,
    FAILED,
    CANCELLED,
    SUPPRESSED
}
