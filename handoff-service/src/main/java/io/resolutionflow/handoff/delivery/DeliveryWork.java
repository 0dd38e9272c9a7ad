package io.resolutionflow.handoff.delivery;

import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.handoff.channel.Channel;
import io.resolutionflow.handoff.channel.ChannelType;
import io.resolutionflow.handoff.channel.Channels;
import io.resolutionflow.handoff.channel.EditChannels;
import io.resolutionflow.handoff.delivery.Deliveries.Due;
import io.resolutionflow.handoff.delivery.Deliveries.Leased;
import io.resolutionflow.handoff.member.Directory;
import io.resolutionflow.handoff.member.Member;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The two transactions around a try: take the delivery, keep what came of it. */
@Component
class DeliveryWork {

    private final Deliveries deliveries;
    private final Channels channels;
    private final EditChannels editing;
    private final Directory directory;
    private final DeliveryMeters meters;
    private final List<Duration> backoff;

    DeliveryWork(
            Deliveries deliveries,
            Channels channels,
            EditChannels editing,
            Directory directory,
            DeliveryMeters meters,
            HandoffProperties properties) {
        this.deliveries = deliveries;
        this.channels = channels;
        this.editing = editing;
        this.directory = directory;
        this.meters = meters;
        this.backoff = properties.delivering().backoff();
    }

    /**
     * One try that is to be made now.
     *
     * @param channelId null for an e-mail
     * @param address where an e-mail goes
     * @param attempt this one, from 1
     */
    record Try(
            ChannelType type,
            @Nullable UUID channelId,
            @Nullable String address,
            int attempt,
            Message message) {}

    /**
     * @return empty when nothing is to be sent any more
     */
    @Transactional
    public Optional<Try> begin(Due due) {
        Leased leased = deliveries.lock(due).orElse(null);
        if (leased == null) {
            return Optional.empty();
        }
        ChannelType type = ChannelType.EMAIL;
        String address = null;
        String gone;
        if (leased.channelId() == null) {
            address = address(leased.userId()).orElse(null);
            gone = address == null ? "recipient_gone" : null;
        } else {
            Channel channel = channels.find(leased.channelId()).orElse(null);
            type = channel == null ? type : channel.type();
            gone = channel == null || !channel.enabled() ? "channel_disabled" : null;
        }
        if (gone != null || leased.isVoid()) {
            finish(due, type, DeliveryState.CANCELLED, gone, null);
            return Optional.empty();
        }
        if (leased.attempts() > backoff.size()) {
            // the last try died with its process
            finish(due, type, DeliveryState.FAILED, "interrupted", null);
            return Optional.empty();
        }
        deliveries.sending(due);
        return Optional.of(
                new Try(
                        type,
                        leased.channelId(),
                        address,
                        leased.attempts() + 1,
                        leased.message()));
    }

    @Transactional
    public void end(Due due, Try tried, Outcome outcome) {
        Leased leased = deliveries.lock(due).orElse(null);
        if (leased == null) {
            return;
        }
        switch (outcome) {
            case Outcome.Sent(Integer status) ->
                    finish(due, tried.type(), DeliveryState.SENT, null, status);
            case Outcome.Refused(String code, Integer status, boolean gone) -> {
                finish(due, tried.type(), DeliveryState.FAILED, code, status);
                if (gone && tried.channelId() != null) {
                    editing.disableGone(tried.channelId());
                }
            }
            case Outcome.TryAgain(String code, Integer status, Duration atLeast) -> {
                if (leased.isVoid()) {
                    finish(due, tried.type(), DeliveryState.CANCELLED, code, status);
                } else if (tried.attempt() > backoff.size()) {
                    finish(due, tried.type(), DeliveryState.FAILED, code, status);
                } else {
                    Duration pause = backoff.get(tried.attempt() - 1);
                    boolean longer = atLeast != null && atLeast.compareTo(pause) > 0;
                    deliveries.retry(due, longer ? atLeast : pause, code, status);
                }
            }
        }
    }

    private Optional<String> address(@Nullable UUID userId) {
        return Optional.ofNullable(userId)
                .flatMap(directory::row)
                .filter(Member::enabled)
                .map(Member::email)
                .filter(address -> !address.isBlank());
    }

    private void finish(
            Due due,
            ChannelType type,
            DeliveryState state,
            @Nullable String code,
            @Nullable Integer httpStatus) {
        deliveries.finish(due, state, code, httpStatus);
        meters.count(type, state);
    }
}
