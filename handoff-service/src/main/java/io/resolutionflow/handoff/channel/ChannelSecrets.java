package io.resolutionflow.handoff.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What nobody may read back from a channel.
 *
 * @param signingSecret of webhooks; its UTF-8 bytes are the HMAC key
 * @param previousSecret signs as well until {@code previousValidUntil}
 */
public record ChannelSecrets(
        String url,
        @Nullable String signingSecret,
        @Nullable String previousSecret,
        @Nullable Instant previousValidUntil) {

    public ChannelSecrets withUrl(String other) {
        return new ChannelSecrets(other, signingSecret, previousSecret, previousValidUntil);
    }

    ChannelSecrets rotated(String fresh, Instant until) {
        return new ChannelSecrets(url, fresh, signingSecret, until);
    }

    @Override
    public String toString() {
        return "***";
    }
}
