package io.resolutionflow.handoff.channel;

import io.resolutionflow.handoff.handoff.WireName;

/** Where a channel leads. Each account has one built-in {@code EMAIL}. */
public enum ChannelType implements WireName {
    EMAIL,
    SLACK,
    TEAMS,
    WEBHOOK
}
