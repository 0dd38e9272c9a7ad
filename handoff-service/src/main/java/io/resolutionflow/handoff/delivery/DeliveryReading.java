package io.resolutionflow.handoff.delivery;

import io.resolutionflow.handoff.channel.Channel;
import io.resolutionflow.handoff.channel.ChannelReading;
import io.resolutionflow.platform.paging.PageQuery;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What became of the messages of a channel. */
@Service
public class DeliveryReading {

    private final ChannelReading channels;
    private final Deliveries deliveries;

    DeliveryReading(ChannelReading channels, Deliveries deliveries) {
        this.channels = channels;
        this.deliveries = deliveries;
    }

    /** Newest first; of the built-in channel everybody's e-mails. */
    @Transactional(readOnly = true)
    public List<Delivery> of(UUID channelId, @Nullable DeliveryState state, PageQuery page) {
        Channel channel = channels.one(channelId);
        return deliveries.of(channel.isBuiltIn() ? null : channelId, state, page);
    }
}
