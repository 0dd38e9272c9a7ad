package io.resolutionflow.handoff.channel;

import io.resolutionflow.handoff.handoff.Priority;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an administrator wants of a channel; null keeps what is there. */
public record ChannelWish(
        @Nullable ChannelType type,
        @Nullable String name,
        @Nullable String url,
        @Nullable List<EventKey> events,
        @Nullable Priority minPriority,
        @Nullable Boolean enabled) {}
