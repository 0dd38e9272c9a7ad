package io.resolutionflow.handoff.channel;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A channel as endpoints answer it: a hint of its address, never the address. */
public record ChannelView(
        UUID id,
        String type,
        String name,
        boolean builtin,
        boolean enabled,
        List<String> eventsEnabled,
        String minPriority,
        @Nullable String urlHint,
        int version,
        Instant createdAt,
        Instant updatedAt) {

    public static ChannelView of(Channel channel) {
        return new ChannelView(
                channel.id(),
                channel.type().wire(),
                channel.name(),
                channel.isBuiltIn(),
                channel.enabled(),
                channel.eventsEnabled().stream().map(EventKey::wire).toList(),
                channel.minPriority().wire(),
                channel.urlHint(),
                channel.version(),
                channel.createdAt(),
                channel.updatedAt());
    }
}
