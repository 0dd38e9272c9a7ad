package io.resolutionflow.handoff.channel;

import io.resolutionflow.handoff.handoff.Priority;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A channel of the account as everybody may see it; its address and secrets are {@link
 * ChannelSecrets}.
 *
 * @param minPriority less urgent hand-offs are not told
 * @param urlHint host and last four characters of the address, null for e-mail
 * @param version rises with each change
 */
public record Channel(
        UUID id,
        ChannelType type,
        String name,
        boolean enabled,
        List<EventKey> eventsEnabled,
        Priority minPriority,
        @Nullable String urlHint,
        int version,
        Instant createdAt,
        Instant updatedAt) {

    public Channel {
        eventsEnabled = List.copyOf(eventsEnabled);
    }

    public boolean isBuiltIn() {
        return type == ChannelType.EMAIL;
    }

    /** Whether this channel is to be told. */
    public boolean wants(EventKey event, Priority priority) {
        return enabled && eventsEnabled.contains(event) && priority.compareTo(minPriority) >= 0;
    }
}
