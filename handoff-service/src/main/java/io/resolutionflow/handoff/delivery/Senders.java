package io.resolutionflow.handoff.delivery;

import io.resolutionflow.handoff.channel.ChannelSecrets;
import io.resolutionflow.handoff.channel.ChannelType;
import java.util.UUID;

/** Sends one message, once. Never called inside a transaction. */
public interface Senders {

    /**
     * @param deliveryId the same on each try, so that a receiver can tell repeats
     */
    Outcome toChannel(ChannelType type, ChannelSecrets secrets, UUID deliveryId, Message message);

    /**
     * @param deliveryId becomes the {@code Message-ID}
     */
    Outcome byMail(String address, UUID deliveryId, Message message);
}
