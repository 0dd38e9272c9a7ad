package io.resolutionflow.handoff.channel;

import io.resolutionflow.platform.problem.DomainException;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The account's channels, and the secrets of one for whoever is about to call it. */
@Service
public class ChannelReading {

    private final Channels channels;
    private final SecretKeeping keeping;

    ChannelReading(Channels channels, SecretKeeping keeping) {
        this.channels = channels;
        this.keeping = keeping;
    }

    @Transactional
    public List<Channel> all() {
        return channels.all();
    }

    /**
     * @throws DomainException 404
     */
    @Transactional(readOnly = true)
    public Channel one(UUID id) {
        return channels.find(id).orElseThrow(DomainException::notFound);
    }

    /**
     * Not for the built-in channel, which has none.
     *
     * @throws io.resolutionflow.platform.secret.UnreadableSecret when they do not open in this row
     */
    @Transactional(readOnly = true)
    public ChannelSecrets secrets(UUID id) {
        return keeping.open(id, channels.ciphertext(id).orElseThrow(DomainException::notFound));
    }
}
